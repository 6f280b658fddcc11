import { ok as assert } from 'devlop';
import { factorySpace } from 'micromark-factory-space';
import { markdownLineEnding } from 'micromark-util-character';
import { codes, types } from 'micromark-util-symbol';
import type {
  Code,
  Construct,
  Effects,
  Extension,
  ParseContext,
  State,
  TokenizeContext,
} from 'micromark-util-types';
import { CONTENT_INDENT, readAdmonitionHeader } from '../admonitions/header.ts';
import type { AdmonitionHeader } from '../admonitions/header.ts';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    /** A whole `!!!` block. */
    admonition: 'admonition';
    /** Its first line. */
    admonitionHeader: 'admonitionHeader';
    /** What it holds beside its title. */
    admonitionMarkup: 'admonitionMarkup';
    /** What stands between the quotes of the first line; only where there is something. */
    admonitionTitle: 'admonitionTitle';
    /** Characters looked at and given back. */
    admonitionLookahead: 'admonitionLookahead';
  }
}

/** Where documents left an admonition, by line. */
const leftAt = new WeakMap<ParseContext, Set<number>>();

const admonition: Construct = {
  name: 'admonition',
  tokenize: tokenizeStart,
  continuation: { tokenize: tokenizeContinuation },
  exit(effects) {
    effects.exit('admonition');
  },
};
const afterAdmonition: Construct = { name: 'afterAdmonition', tokenize: tokenizeAfter };

/**
 * Micromark extension for `!!! type "title"` blocks of Python-Markdown and `???` blocks of pymdown-extensions: containers
 * whose content is indented by four columns from the marker. They interrupt paragraphs, and no lazy line goes on with
 * one.
 */
export function admonitionSyntax(): Extension {
  return {
    document: { [codes.exclamationMark]: admonition, [codes.questionMark]: admonition },
    flow: { null: afterAdmonition },
  };
}

function tokenizeStart(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const state = this.containerState;
  const indent = prefixSize(this) + CONTENT_INDENT;
  let header: AdmonitionHeader | undefined;
  let offset = 0;
  const headerAhead = lookForHeader((found) => {
    header = found;
  });
  return effects.check(headerAhead, start, nok);

  /**
   * At the marker of an admonition.
   *
   * ```markdown
   * > | !!! warning "Careful"
   *     ^
   * ```
   */
  function start(code: Code): State | undefined {
    assert(state, 'expected `containerState` in a container');
    state.size = indent;
    effects.enter('admonition', { _container: true });
    effects.enter('admonitionHeader');
    effects.enter('admonitionMarkup');
    return inside(code);
  }

  /** In the header, outside of the title. */
  function inside(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) {
      effects.exit('admonitionMarkup');
      effects.exit('admonitionHeader');
      return ok(code);
    }
    if (header?.title && offset === header.titleStart && code !== codes.virtualSpace) {
      effects.exit('admonitionMarkup');
      effects.enter('admonitionTitle');
      effects.enter(types.chunkText, { contentType: 'text' });
      return insideTitle(code);
    }
    return consume(code, inside);
  }

  /**
   * In the title.
   *
   * ```markdown
   * > | !!! warning "Careful"
   *                  ^^^^^^^
   * ```
   */
  function insideTitle(code: Code): State | undefined {
    const title = header?.title ?? '';
    const isEnd = offset === (header?.titleStart ?? 0) + title.length;
    if (!isEnd || code === codes.virtualSpace) return consume(code, insideTitle);
    effects.exit(types.chunkText);
    effects.exit('admonitionTitle');
    effects.enter('admonitionMarkup');
    return inside(code);
  }

  function consume(code: Code, next: State): State {
    effects.consume(code);
    if (code !== codes.virtualSpace) offset++;
    return next;
  }
}

/**
 * Takes the whole line; that it is a header decides about all of it.
 *
 * ```markdown
 * > | !!! warning "Careful"
 *     ^^^^^^^^^^^^^^^^^^^^^
 * ```
 */
function lookForHeader(onFound: (header: AdmonitionHeader) => void): Construct {
  return { partial: true, tokenize };

  function tokenize(effects: Effects, ok: State, nok: State): State {
    let line = '';
    return (code) => {
      effects.enter('admonitionLookahead');
      return inside(code);
    };

    function inside(code: Code): State | undefined {
      if (code === codes.eof || markdownLineEnding(code)) return end(code);
      line += toCharacter(code);
      // Most lines that start with the character are no header: two more show it.
      if (line.length === 3 && !/^(!!!|\?\?\?)/.test(line)) return nok(code);
      effects.consume(code);
      return inside;
    }

    function end(code: Code): State | undefined {
      effects.exit('admonitionLookahead');
      const header = readAdmonitionHeader(line);
      if (!header) return nok(code);
      onFound(header);
      return ok(code);
    }
  }
}

function tokenizeContinuation(
  this: TokenizeContext,
  effects: Effects,
  ok: State,
  nok: State,
): State {
  const { containerState, parser } = this;
  const size = containerState?.size ?? CONTENT_INDENT;
  const { line } = this.now();
  const eventsBefore = this.events.length;
  const isIndented = (): boolean => this.events.length > eventsBefore && widthOfLast(this) === size;
  const indent: Construct = { partial: true, tokenize: tokenizeIndent };
  return effects.attempt(indent, ok, leave);

  /**
   * At the indentation of a further line. A blank line may have less of it.
   *
   * ```markdown
   *   | !!! warning
   * > |     Mind the gap.
   *     ^^^^
   * ```
   */
  function tokenizeIndent(indentEffects: Effects, isInside: State, isOutside: State): State {
    // Trees of lists are made by the types of tokens: a type of our own would make lists loose that are tight.
    return factorySpace(indentEffects, after, types.listItemIndent, size + 1);

    function after(code: Code): State | undefined {
      const isBlank = code === codes.eof || markdownLineEnding(code);
      return isBlank || isIndented() ? isInside(code) : isOutside(code);
    }
  }

  /** On a line that is not of the admonition any more. */
  function leave(code: Code): State | undefined {
    const lines = leftAt.get(parser) ?? new Set();
    leftAt.set(parser, lines.add(line));
    return nok(code);
  }
}

/** Ends the paragraph before a line that left an admonition, which would be its lazy continuation otherwise. */
function tokenizeAfter(this: TokenizeContext, _: Effects, ok: State, nok: State): State {
  return (code) => {
    const hasLeft = this.interrupt && leftAt.get(this.parser)?.has(this.now().line);
    return hasLeft ? ok(code) : nok(code);
  };
}

/** Columns that the marker is indented by within its container. */
function prefixSize(context: TokenizeContext): number {
  const [, token] = context.events.at(-1) ?? [];
  const { line, column } = context.now();
  const isPrefix = token?.type === types.linePrefix && token.end.line === line;
  return isPrefix && token.end.column === column ? widthOfLast(context) : 0;
}

/** Columns of the token that was made last; a tab has several. */
function widthOfLast({ events }: TokenizeContext): number {
  const [, token, context] = events.at(-1) ?? [];
  return token && context ? context.sliceSerialize(token, true).length : 0;
}

/** Micromark's negative codes as the characters that they stand for. */
function toCharacter(code: Exclude<Code, null>): string {
  if (code === codes.virtualSpace) return '';
  return code === codes.horizontalTab ? '\t' : String.fromCharCode(code);
}
