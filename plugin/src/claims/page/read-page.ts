import { PageBuilder } from './page-builder.ts';
import { parseBlocks } from './blocks/parse-blocks.ts';
import type { CheckedPage } from './checked-page.ts';
import { readFrontMatter } from './front-matter.ts';
import { PageText } from './page-text.ts';

/** How to read pages. */
export interface ReadPageOptions {
  /** See `LockstepOptions`. */
  readonly admonitions?: 'mkdocs' | undefined;
}

/**
 * Reads a page as the checks want it: running text, fences and tags with their places. It agrees with the hosts about
 * what is a tag, and costs a fraction of what they take, since it makes no tree.
 *
 * What is MDX tells `format` in the page's front matter, then its name.
 *
 * @param text the page as it is in the file
 * @param path as findings name it
 */
export function readPage(text: string, path: string, options: ReadPageOptions = {}): CheckedPage {
  const page = new PageText(text);
  const { lines, format } = readFrontMatter(page.source);
  const isMdx = format === undefined ? /\.mdx$/i.test(path) : format === 'mdx';
  const syntax = { isMdx, hasAdmonitions: options.admonitions === 'mkdocs' };
  const blocks = parseBlocks(page.source, lines, syntax);
  const { tags, texts, fences, suppressions, unreached } = new PageBuilder(
    page,
    blocks,
    syntax,
  ).build();
  return { path, text, tags, texts, fences, suppressions, unreached };
}
