import { ok as assert } from 'devlop';
import { factorySpace } from 'micromark-factory-space';
import { markdownLineEnding, markdownSpace } from 'micromark-util-character';
import { codes, types } from 'micromark-util-symbol';
import type {
  Code,
  Construct,
  Effects,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types';
import { TAG_DEFINITIONS } from '../tag/definitions.ts';
import { factoryTag } from './factory-tag.ts';
import type { FactoryTagOptions } from './factory-tag.ts';

const FLOW: FactoryTagOptions = {
  type: 'iniTagFlow',
  accepts: (name) => TAG_DEFINITIONS.get(name)?.placement === 'block',
  allowsOpen: false,
};
const NAMED_FLOW: FactoryTagOptions = { ...FLOW, isNamedAtOnce: true };
const TEXT: FactoryTagOptions = { type: 'iniTagText', accepts: () => true, allowsOpen: true };

/** No quote or list starts within a block tag. Its first line has to show that it is one. */
const tagFlow: Construct = {
  name: 'iniTagFlow',
  tokenize(effects, ok, nok) {
    return tokenizeTagFlow.call(this, effects, ok, nok, NAMED_FLOW);
  },
  concrete: true,
};
/** A tag with nothing but the opener on its first line, which may as well be text before a list. */
const lateTagFlow: Construct = {
  name: 'iniTagFlow',
  tokenize(effects, ok, nok) {
    return tokenizeTagFlow.call(this, effects, ok, nok, FLOW);
  },
};
const tagText: Construct = { name: 'iniTagText', tokenize: tokenizeTagText };
const tagEscape: Construct = { name: 'iniTagEscape', tokenize: tokenizeEscape };

/**
 * Micromark extension for `<% ini-… %>` and `{% ini-… %}`, in flow and in text, and for the escapes `<%%` and `{%%`.
 *
 * Beside MDX it must come after the extension of MDX, and that extension must be guarded (see `guardExtension`).
 */
export function iniTag(): Extension {
  return {
    flow: {
      [codes.lessThan]: [tagFlow, lateTagFlow],
      [codes.leftCurlyBrace]: [tagFlow, lateTagFlow],
    },
    text: {
      [codes.lessThan]: [tagText, tagEscape],
      [codes.leftCurlyBrace]: [tagText, tagEscape],
    },
  };
}

function tokenizeTagFlow(
  this: TokenizeContext,
  effects: Effects,
  ok: State,
  nok: State,
  options: FactoryTagOptions,
): State {
  return factoryTag(this, effects, after, nok, options);

  /**
   * After a tag in flow.
   *
   * ```markdown
   * > | <% ini-include section=security %>
   *                                       ^
   * ```
   */
  function after(code: Code): State | undefined {
    return markdownSpace(code) ? factorySpace(effects, end, types.whitespace)(code) : end(code);
  }

  /** After trailing spaces: only the line's end may follow, or the line is text. */
  function end(code: Code): State | undefined {
    return code === codes.eof || markdownLineEnding(code) ? ok(code) : nok(code);
  }
}

function tokenizeTagText(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return factoryTag(this, effects, ok, nok, TEXT);
}

function tokenizeEscape(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return start;

  /**
   * Start of an escape.
   *
   * ```markdown
   * > | <%% ini-value key %>
   *     ^
   * ```
   */
  function start(code: Code): State {
    assert(code === codes.lessThan || code === codes.leftCurlyBrace, 'expected `<` or `{`');
    effects.enter('iniTagEscape');
    effects.consume(code);
    return percent;
  }

  /**
   * At the first percent sign.
   *
   * ```markdown
   * > | <%% ini-value key %>
   *      ^
   * ```
   */
  function percent(code: Code): State | undefined {
    if (code !== codes.percentSign) return nok(code);
    effects.consume(code);
    return secondPercent;
  }

  /**
   * At the second percent sign.
   *
   * ```markdown
   * > | <%% ini-value key %>
   *       ^
   * ```
   */
  function secondPercent(code: Code): State | undefined {
    if (code !== codes.percentSign) return nok(code);
    effects.consume(code);
    effects.exit('iniTagEscape');
    return ok;
  }
}
