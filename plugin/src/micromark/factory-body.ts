import { factorySpace } from 'micromark-factory-space';
import { markdownLineEnding } from 'micromark-util-character';
import { codes, types } from 'micromark-util-symbol';
import type { Code, Construct, Effects, State } from 'micromark-util-types';
import { BodyScanner } from '../tag/body-scanner.ts';
import { toCharacter } from './tag-tokens.ts';
import type { TagTokens } from './tag-tokens.ts';

/** The state after a tag that a body may follow. Where there is none, what was looked at is given back. */
export function tryBody(effects: Effects, ok: State, tokens: TagTokens, name: string): State {
  const body: Construct = {
    partial: true,
    tokenize: (_, bodyOk, bodyNok) =>
      tokenizeBody(effects, bodyOk, bodyNok, tokens, new BodyScanner(name)),
  };
  return effects.attempt(body, end, alone);

  /** After a closing tag. */
  function end(code: Code): State | undefined {
    tokens.exit();
    return ok(code);
  }

  /** After a tag that no body follows. */
  function alone(code: Code): State | undefined {
    tokens.rewind();
    return end(code);
  }
}

/** Tokenizes the text behind a tag, up to its closing tag; fails where there is none. */
function tokenizeBody(
  effects: Effects,
  ok: State,
  nok: State,
  tokens: TagTokens,
  scanner: BodyScanner,
): State {
  return inside;

  /**
   * In the text, or in the closing tag.
   *
   * ```markdown
   * > | <% ini-value key %>30 minutes<% /ini-value %>
   *                        ^^^^^^^^^^^^^^^^^^^^^^^^^^
   * ```
   */
  function inside(code: Code): State | undefined {
    if (code === codes.eof) return nok(code);
    if (code === codes.virtualSpace) return tokens.consume(code, inside);
    const step = scanner.next(toCharacter(code));
    if (step === 'absent') return nok(code);
    if (step === 'closed') return tokens.consume(code, ok);
    if (!markdownLineEnding(code)) return tokens.consume(code, inside);
    tokens.lineEnding(code);
    return factorySpace(effects, inside, types.linePrefix);
  }
}
