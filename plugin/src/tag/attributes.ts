import type { TagDefinition } from './definitions.ts';
import type { TagText } from './tag-text.ts';
import { TagError } from './tag.ts';
import type { TagAttribute } from './tag.ts';

const SPACE = /[ \t\n]+/y;
/** Everything up to white space or `=`; a word that starts with a quote is read by {@link QUOTED}. */
const WORD = /[^ \t\n="'][^ \t\n=]*/y;
const BARE_VALUE = /[^ \t\n"'][^ \t\n]*/y;
const QUOTED = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/y;
const JUNK = /[^ \t\n]+/y;
/** `as = raw`, which reads as three words. */
const SPACED_EQUALS = /[ \t]+=[ \t]*[^ \t\n]*/y;
/** `\"` and `\'` for quotes, `\\` for a backslash, `\|` for a pipe in a table cell. Other backslashes are data. */
const ESCAPE = /\\(["'\\|])/g;

/** A value with or without quotes and its place in the tag's text. */
interface Value {
  readonly text: string;
  /** Offsets without quotes. */
  readonly start: number;
  readonly end: number;
  /** Offset after the closing quote. */
  readonly after: number;
}

/**
 * Reads the attributes between two offsets of a tag's text. Mistakes go to `errors`, and reading goes on behind them,
 * so that one look finds all.
 *
 * @param definition tells a flag from the bare word in first place; `undefined` for an unknown tag
 */
export function readAttributes(
  source: TagText,
  start: number,
  end: number,
  definition: TagDefinition | undefined,
  errors: TagError[],
): readonly TagAttribute[] {
  const reader = new AttributeReader(source, end, definition, errors);
  return reader.read(start);
}

class AttributeReader {
  readonly #source: TagText;
  /** The tag's text up to the closer: nothing can be read past it. */
  readonly #text: string;
  readonly #definition: TagDefinition | undefined;
  readonly #errors: TagError[];
  readonly #attributes: TagAttribute[] = [];

  constructor(
    source: TagText,
    end: number,
    definition: TagDefinition | undefined,
    errors: TagError[],
  ) {
    this.#source = source;
    this.#text = source.text.slice(0, end);
    this.#definition = definition;
    this.#errors = errors;
  }

  read(start: number): readonly TagAttribute[] {
    let offset = start;
    for (;;) {
      const afterSpace = offset + this.#match(SPACE, offset).length;
      if (afterSpace >= this.#text.length) return this.#attributes;
      const isSeparate = afterSpace > offset;
      offset = isSeparate ? this.#attribute(afterSpace) : this.#malformed(afterSpace);
    }
  }

  /** One attribute; gives the offset after it. */
  #attribute(start: number): number {
    const quoted = this.#quoted(start);
    if (quoted) return this.#positional(start, quoted);
    const word = this.#match(WORD, start);
    if (word === '') return this.#malformed(start);
    const end = start + word.length;
    if (this.#text[end] === '=') return this.#named(start, word);
    const spaced = this.#match(SPACED_EQUALS, end);
    if (spaced !== '') return this.#spaced(start, end + spaced.length);
    const isFlag = this.#isFlag(word);
    if (!isFlag && this.#wantsPositional())
      return this.#positional(start, { text: word, start, end, after: end });
    const span = this.#source.span(start, end);
    this.#attributes.push({ name: word.toLowerCase(), value: true, span, valueSpan: span });
    return end;
  }

  #named(start: number, word: string): number {
    const valueStart = start + word.length + 1;
    const value = this.#quoted(valueStart) ?? this.#bareValue(valueStart);
    if (!value) return this.#malformed(start);
    this.#attributes.push({
      name: word.toLowerCase(),
      value: value.text,
      span: this.#source.span(start, value.after),
      valueSpan: this.#source.span(value.start, value.end),
    });
    return value.after;
  }

  #positional(start: number, value: Value): number {
    this.#attributes.push({
      name: undefined,
      value: value.text,
      span: this.#source.span(start, value.after),
      valueSpan: this.#source.span(value.start, value.end),
    });
    return value.after;
  }

  #quoted(start: number): Value | undefined {
    QUOTED.lastIndex = start;
    const match = QUOTED.exec(this.#text);
    if (!match) return undefined;
    const after = start + match[0].length;
    const text = (match[1] ?? match[2] ?? '').replace(ESCAPE, '$1');
    return { text, start: start + 1, end: after - 1, after };
  }

  /** An empty one too: `section= file=app`. `undefined` where a quote is left open. */
  #bareValue(start: number): Value | undefined {
    const isQuote = this.#text[start] === '"' || this.#text[start] === "'";
    if (isQuote) return undefined;
    const text = this.#match(BARE_VALUE, start);
    const after = start + text.length;
    return { text: text.replaceAll('\\|', '|'), start, end: after, after };
  }

  #spaced(start: number, end: number): number {
    const text = this.#text.slice(start, end);
    const message = `Cannot read \`${text}\` in a tag; write \`${text.replace(/[ \t]*=[ \t]*/, '=')}\` without spaces`;
    this.#errors.push(new TagError('malformed-attribute', message, this.#source.span(start, end)));
    return end;
  }

  #malformed(start: number): number {
    const end = start + Math.max(1, this.#match(JUNK, start).length);
    const text = this.#text.slice(start, end);
    const message = `Cannot read \`${text}\` in a tag; expected \`name=value\`, \`name="value"\` or a word, with a space before it`;
    this.#errors.push(new TagError('malformed-attribute', message, this.#source.span(start, end)));
    return end;
  }

  #isFlag(word: string): boolean {
    const name = word.toLowerCase();
    return (this.#definition?.attributes ?? []).some(
      (attribute) => attribute.name === name && attribute.kind === 'flag',
    );
  }

  #wantsPositional(): boolean {
    if (this.#attributes.length > 0) return false;
    return this.#definition === undefined || this.#definition.positional !== undefined;
  }

  #match(pattern: RegExp, offset: number): string {
    pattern.lastIndex = offset;
    return pattern.exec(this.#text)?.[0] ?? '';
  }
}
