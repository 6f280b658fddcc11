import type { StateInline } from 'markdown-it';
import { codes } from 'micromark-util-symbol';
import { readTag } from '../tag/parse.ts';
import { scanTag } from '../tag/scanner.ts';
import { hasTagAhead, isWithinAddress, tagInAddress } from '../tag/unreached.ts';
import type { Page, Pages } from './page.ts';
import { pushInlines } from './tokens.ts';

/** An inline rule of markdown-it. */
export type InlineRule = (state: StateInline, silent: boolean) => boolean;

const REST_OF_WORD = /\S*/y;

/** The rule for tags in running text, and for `<%%` and `{%%`. */
export function createInlineRule(pages: Pages): InlineRule {
  return (state, silent) => {
    const start = state.pos;
    if (state.src.charCodeAt(start + 1) !== codes.percentSign) return false;
    const page = pages.get(state.env);
    const { kind, end } = scanTag(state.src, start, state.posMax);
    if (!page || kind === 'foreign') return false;
    if (!silent && kind === 'escape') state.pending += state.src.slice(start, start + 2);
    if (!silent && kind !== 'escape') pushTag(page, state, end);
    state.pos = end;
    return true;
  };
}

/**
 * The rule that keeps markdown-it's own rule for literal addresses from taking a tag for a part of one. The address is
 * found in the finished text, value included.
 */
export function linkifyGuard(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== codes.colon) return false;
  const isScheme = state.md.options.linkify && state.src.startsWith('://', state.pos);
  if (!isScheme) return false;
  REST_OF_WORD.lastIndex = state.pos;
  const [rest = ''] = REST_OF_WORD.exec(state.src) ?? [];
  if (!hasTagAhead(rest)) return false;
  if (!silent) state.pending += ':';
  state.pos++;
  return true;
}

function pushTag(page: Page, state: StateInline, end: number): void {
  const chunks = page.lines.inlineChunks(state, state.pos, end);
  const { tag, errors } = readTag(chunks, 'inline');
  const isAddress = isWithinAddress(state.src, state.pos);
  const nodes = page.render(tag, isAddress ? [tagInAddress(tag.span)] : errors);
  try {
    pushInlines(state, nodes, tag);
  } catch (error) {
    page.errors.addThrown(error, tag);
  }
}
