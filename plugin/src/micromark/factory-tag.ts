import { ok as assert } from 'devlop';
import { factorySpace } from 'micromark-factory-space';
import { markdownLineEnding } from 'micromark-util-character';
import { codes, types } from 'micromark-util-symbol';
import type { Code, Effects, State, TokenizeContext } from 'micromark-util-types';
import { TagScanner } from '../tag/scanner.ts';
import { tryBody } from './factory-body.ts';
import { TagTokens, toCharacter } from './tag-tokens.ts';
import type { TagTokenType } from './token-types.ts';

/** What the two kinds of tag differ in. */
export interface FactoryTagOptions {
  readonly type: TagTokenType;
  /** Whether a tag of this name can be of this kind; where it cannot, the construct fails. */
  readonly accepts: (name: string) => boolean;
  /**
   * Whether a tag may end open, at the end of its paragraph: running text takes such a tag as it is, so that the tag's
   * parser can say what is wrong with it. In flow it fails, and the line is tried again as text.
   */
  readonly allowsOpen: boolean;
  /** Whether the name has to stand on the first line. */
  readonly isNamedAtOnce?: boolean;
}

/**
 * Tokenizes one tag, from its first character to the last of its closer. Each line of it is an `iniTagChunk` that knows
 * where it starts, which keeps positions exact within quotes and lists.
 *
 * @param ok state after the tag
 * @param nok state when there is no tag here
 */
export function factoryTag(
  context: TokenizeContext,
  effects: Effects,
  ok: State,
  nok: State,
  options: FactoryTagOptions,
): State {
  const scanner = new TagScanner();
  const tokens = new TagTokens(effects, options.type);
  return start;

  /**
   * Start of a tag.
   *
   * ```markdown
   * > | <% ini-value key %>
   *     ^
   * ```
   */
  function start(code: Code): State | undefined {
    assert(code === codes.lessThan || code === codes.leftCurlyBrace, 'expected `<` or `{`');
    tokens.enter();
    return inside(code);
  }

  /**
   * In a tag, on any of its lines.
   *
   * ```markdown
   * > | <% ini-value key %>
   *      ^^^^^^^^^^^^^^^^^^
   * ```
   */
  function inside(code: Code): State | undefined {
    if (code === codes.eof) return scanner.end() === 'unclosed' ? unclosed(code) : nok(code);
    if (code === codes.virtualSpace) return tokens.consume(code, inside);
    const step = scanner.next(toCharacter(code));
    if (step === 'continue')
      return markdownLineEnding(code) ? lineEnding(code) : tokens.consume(code, inside);
    if (step === 'closed') return close(code);
    return step === 'unclosed' ? unclosed(code) : nok(code);
  }

  /**
   * At the last character of the closer.
   *
   * ```markdown
   * > | <% ini-value key %>
   *                       ^
   * ```
   */
  function close(code: Code): State | undefined {
    if (!options.accepts(scanner.name)) return nok(code);
    if (scanner.takesBody) return tokens.consume(code, tryBody(effects, ok, tokens, scanner.name));
    const next = tokens.consume(code, ok);
    tokens.exit();
    return next;
  }

  /**
   * At a line end within a tag.
   *
   * ```markdown
   * > | <% ini-value
   *                 ^
   *   | key %>
   * ```
   */
  function lineEnding(code: Code): State | undefined {
    const isNamed = scanner.name !== '' || options.isNamedAtOnce;
    if (isNamed && !options.accepts(scanner.name)) return nok(code);
    tokens.lineEnding(code);
    return lineStart;
  }

  /**
   * At the start of a further line. A lazy line (one without its container's prefix) cannot go on with a tag in flow.
   *
   * ```markdown
   *   | <% ini-value
   * > |   key %>
   *     ^
   * ```
   */
  function lineStart(code: Code): State | undefined {
    const isLazy = context.parser.lazy[context.now().line] === true;
    if (isLazy && !options.allowsOpen) return nok(code);
    return factorySpace(effects, afterPrefix, types.linePrefix)(code);
  }

  /**
   * After the indentation of a further line. A blank line ends a tag in flow.
   *
   * ```markdown
   *   | <% ini-value
   * > |   key %>
   *       ^
   * ```
   */
  function afterPrefix(code: Code): State | undefined {
    const isBlank = markdownLineEnding(code) && !options.allowsOpen;
    return isBlank ? nok(code) : inside(code);
  }

  /**
   * Where it shows that the tag was left open: at the end of the paragraph or before the next tag.
   *
   * ```markdown
   * > | <% ini-value key
   *                     ^
   * ```
   */
  function unclosed(code: Code): State | undefined {
    if (!options.allowsOpen) return nok(code);
    tokens.exit();
    return ok(code);
  }
}
