import { Composer, Lexer, Parser, Schema, type Document, type YAMLError } from 'yaml';
import { offsetRange, type OffsetRange } from './nodes.ts';

/** More levels than any configuration has; the library's own recursion is unsafe far beyond it. */
export const MAX_DEPTH = 100;

/** What the `yaml` package makes of a text. */
export interface Composed {
  /** The first document; `undefined` when the text nests too deep to be read. */
  readonly document: Document.Parsed | undefined;
  /** Where the text's comments are, from `#` to the end of the line, in source order. */
  readonly comments: readonly OffsetRange[];
  /** Quoted strings without their closing quote: end offset -> start offset. */
  readonly unclosed: ReadonlyMap<number, number>;
  /** Braces and brackets that are never closed: offset at which that shows -> offset of the innermost one. */
  readonly unclosedFlows: ReadonlyMap<number, number>;
  /** Where a second document starts. */
  readonly secondDocument?: number | undefined;
  /** Where the nesting passes {@link MAX_DEPTH}. */
  readonly tooDeep?: number | undefined;
}

/** Values are the source text, so no tag may make anything of it. Shared, since making one is most of a small parse. */
const SCHEMA = new Schema({ schema: 'failsafe', resolveKnownTags: false, merge: false });

const OPTIONS = {
  schema: SCHEMA,
  keepSourceTokens: true,
  // Found elsewhere: the library compares each key with each.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/**
 * Runs the `yaml` package over a text, once. Never throws on bad content.
 *
 * @param text line ends are `\n` or `\r\n`
 */
export function compose(text: string): Composed {
  const scan = new LexemeScan();
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const documents: Document.Parsed[] = [];
  let secondDocument: number | undefined;
  let hasDocument = false;
  const take = (tokens: ReturnType<Parser['next']>): void => {
    for (const token of tokens) {
      if (token.type === 'document') {
        if (hasDocument) secondDocument ??= token.offset;
        hasDocument = true;
      }
      if (secondDocument === undefined) documents.push(...composer.next(token));
    }
  };
  for (const lexeme of new Lexer().lex(text)) {
    scan.add(lexeme);
    take(parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH)
      return { document: undefined, ...scan.found(), tooDeep: scan.offset };
  }
  take(parser.end());
  documents.push(...composer.end(true, text.length));
  return { document: documents[0], ...scan.found(), secondDocument };
}

/** Errors and warnings of a composed document, in source order. */
export function libraryErrors({ document }: Composed): readonly YAMLError[] {
  const all = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  return all.toSorted((left, right) => left.pos[0] - right.pos[0]);
}

/** Follows the lexer through the text. Its lexemes are slices of the text, beside a few marks (see the `Lexer` docs). */
class LexemeScan {
  offset = 0;
  readonly #comments: OffsetRange[] = [];
  readonly #unclosed = new Map<number, number>();
  readonly #flows: { readonly end: string; readonly offset: number }[] = [];
  readonly #unclosedFlows = new Map<number, number>();
  #isScalar = false;

  add(lexeme: string): void {
    if (this.#isScalar) {
      this.#isScalar = false;
      this.offset += lexeme.length;
    } else if (lexeme === '\x1f') {
      this.#isScalar = true;
    } else if (lexeme === '\x18') {
      this.#endFlows();
    } else if (lexeme !== '\x02') {
      this.#addSource(lexeme);
    }
  }

  found(): Pick<Composed, 'comments' | 'unclosed' | 'unclosedFlows'> {
    return {
      comments: this.#comments,
      unclosed: this.#unclosed,
      unclosedFlows: this.#unclosedFlows,
    };
  }

  /** Every open brace and bracket ends here, where the indentation ends it or the text. */
  #endFlows(): void {
    const innermost = this.#flows.at(-1);
    if (innermost) this.#unclosedFlows.set(this.offset, innermost.offset);
    this.#flows.length = 0;
  }

  #closeFlow(mark: string): void {
    const innermost = this.#flows.pop();
    if (!innermost || innermost.end === mark) return;
    this.#unclosedFlows.set(this.offset, innermost.offset);
    this.#flows.pop();
  }

  #addSource(lexeme: string): void {
    const [first] = lexeme;
    const end = this.offset + lexeme.length;
    if (first === '#') this.#comments.push(offsetRange(this.offset, end));
    if (lexeme === '{') this.#flows.push({ end: '}', offset: this.offset });
    if (lexeme === '[') this.#flows.push({ end: ']', offset: this.offset });
    if (lexeme === '}' || lexeme === ']') this.#closeFlow(lexeme);
    if (first === '"' || first === "'") {
      const isOpen = lexeme.length === 1 || !lexeme.endsWith(first);
      if (isOpen) this.#unclosed.set(end, this.offset);
    }
    this.offset = end;
  }
}
