import { findBlockTag } from '../page/block-tag.ts';
import type { BlockRule } from '../page/block-tag.ts';
import { readTag } from '../tag/parse.ts';
import type { Pages } from './page.ts';
import { pushBlocks } from './tokens.ts';

/** The rule for tags on lines of their own. */
export function createBlockRule(pages: Pages): BlockRule {
  return (state, startLine, endLine, silent) => {
    const nextLine = findBlockTag(state, startLine, endLine, silent);
    const page = nextLine === undefined ? undefined : pages.get(state.env);
    if (nextLine === undefined || !page) return false;
    if (silent) return true;

    const lines = Array.from({ length: nextLine - startLine }, (_, index) => startLine + index);
    const { tag, errors } = readTag(lines.map((line) => page.lines.blockChunk(state, line)));
    pushBlocks(state, page.render(tag, errors), [startLine, nextLine]);
    state.line = nextLine;
    return true;
  };
}
