import { findBlockTag } from '../../../page/block-tag.ts';
import type { BlockRule } from '../../../page/block-tag.ts';
import { pushLeaf } from './leaf.ts';

/** Type of the token of a tag on lines of its own. */
export const TAG_BLOCK = 'lockstep_tag';

/** The rule for tags on lines of their own, which in MDX start at any indentation and go on at any other. */
export function createTagRule(isMdx: boolean): BlockRule {
  const maxIndent = isMdx ? Infinity : undefined;
  return (state, startLine, endLine, silent) => {
    const nextLine = findBlockTag(state, startLine, endLine, silent, maxIndent);
    if (nextLine === undefined) return false;
    if (!silent) pushLeaf(state, TAG_BLOCK, startLine, nextLine);
    return true;
  };
}
