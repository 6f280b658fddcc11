import {
  markdownLineEnding,
  markdownLineEndingOrSpace,
  markdownSpace,
} from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type {
  Code,
  Construct,
  ConstructRecord,
  Effects,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types';
import { hasTagAhead } from '../tag/unreached.ts';

/**
 * Constructs that must not see a tag, and how far each of them could look.
 *
 * The flow constructs of MDX throw on `<%` and `{%` instead of failing; a line that holds a tag must not reach them. It
 * becomes a paragraph, where JSX and expressions work as in any text. The literal autolinks of GFM take `{%` for a part
 * of the address; without them the address is found in the finished text, value included.
 */
const GUARDED: ReadonlyMap<string, (code: Code) => boolean> = new Map([
  ['mdxJsxFlowTag', markdownLineEnding],
  ['mdxFlowExpression', markdownLineEnding],
  ['protocolAutolink', markdownLineEndingOrSpace],
  ['wwwAutolink', markdownLineEndingOrSpace],
]);

const CONTENT_TYPES = ['flow', 'text'] as const;

/**
 * A copy of an extension in which the constructs that cannot stand a tag fail where a tag is ahead.
 *
 * @param isNeeded asked at each construct; pages without an opener need no guard, and looking ahead costs
 */
export function guardExtension(extension: Extension, isNeeded: () => boolean): Extension {
  const guarded: Extension = { ...extension };
  for (const type of CONTENT_TYPES) {
    const record = extension[type];
    if (record) guarded[type] = guardRecord(record, isNeeded);
  }
  return guarded;
}

function guardRecord(record: ConstructRecord, isNeeded: () => boolean): ConstructRecord {
  const guarded: ConstructRecord = {};
  for (const [code, value] of Object.entries(record)) {
    const constructs = Array.isArray(value) ? value : value ? [value] : [];
    guarded[code] = constructs.map((construct) => guardConstruct(construct, isNeeded));
  }
  return guarded;
}

function guardConstruct(construct: Construct, isNeeded: () => boolean): Construct {
  const isEnd = GUARDED.get(construct.name ?? '');
  if (!isEnd) return construct;
  const tagAhead: Construct = {
    partial: true,
    tokenize: (effects, ok, nok) => tokenizeTagAhead(effects, ok, nok, isEnd),
  };
  return { ...construct, tokenize };

  function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const unguarded = construct.tokenize.call(this, effects, ok, nok);
    return isNeeded() ? effects.check(tagAhead, nok, unguarded) : unguarded;
  }
}

function tokenizeTagAhead(
  effects: Effects,
  ok: State,
  nok: State,
  isEnd: (code: Code) => boolean,
): State {
  let ahead = '';
  return start;

  /**
   * Start of the lookahead.
   *
   * ```markdown
   * > | <td>{% ini-value key %}</td>
   *     ^
   * ```
   */
  function start(code: Code): State | undefined {
    effects.enter('iniTagLookahead');
    return inside(code);
  }

  /**
   * Before the end of what the guarded construct could take.
   *
   * ```markdown
   * > | <td>{% ini-value key %}</td>
   *     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   * ```
   */
  function inside(code: Code): State | undefined {
    if (code === codes.eof || isEnd(code)) {
      effects.exit('iniTagLookahead');
      return hasTagAhead(ahead) ? ok(code) : nok(code);
    }
    if (code !== codes.virtualSpace) ahead += markdownSpace(code) ? ' ' : String.fromCharCode(code);
    effects.consume(code);
    return inside;
  }
}
