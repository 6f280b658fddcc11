import { createRenderer } from '../render/create-renderer.ts';
import { plainText } from '../render/inline.ts';
import { isBlock } from '../render/nodes.ts';
import type { RenderedNode } from '../render/nodes.ts';
import type { TagRenderer } from '../render/renderer.ts';
import type { Sources } from '../sources/source.ts';
import { hasTag } from '../tag/unreached.ts';
import type { FrontMatterParser, FrontMatterResult } from './host-types.ts';
import { headLength } from './page-head.ts';

/** Front matter that is shown as text. */
const SHOWN_KEYS: readonly string[] = ['title', 'sidebar_label', 'description', 'pagination_label'];

/** Expands the tags of a text; `undefined` where it has a mistake. */
type Expand = (text: string) => Promise<string | undefined>;

/**
 * A front matter parser that expands tags. Docusaurus takes titles, sidebar labels and descriptions from the raw
 * Markdown, which no remark plugin sees (its documented hook is `markdown.parseFrontMatter`). They come from front matter
 * and the head of the page; what follows is left alone, since reading it here would be a second parse of every page.
 *
 * Where a tag has a mistake the text is left as it is: the Markdown loader reports the mistake with its position.
 *
 * @param present the site's own parser, called first
 */
export function expandMetadata(
  sources: Sources,
  present: FrontMatterParser | undefined,
): FrontMatterParser {
  const render = createRenderer(sources);
  return async (params) => {
    const parse = present ?? params.defaultParseFrontMatter;
    const result = await parse(params);
    if (!hasTag(params.fileContent)) return result;
    return expandResult(result, (text) => expandPlain(text, params.filePath, render));
  };
}

async function expandResult(result: FrontMatterResult, expand: Expand): Promise<FrontMatterResult> {
  const frontMatter = { ...result.frontMatter };
  const expandKey = async (key: string): Promise<void> => {
    const value = frontMatter[key];
    if (typeof value !== 'string' || !hasTag(value)) return;
    frontMatter[key] = (await expand(value)) ?? value;
  };
  await Promise.all(SHOWN_KEYS.map(expandKey));
  return { ...result, frontMatter, content: await expandHead(result.content, expand) };
}

/** A head may end within an element; then it cannot be read alone, and the whole page is. */
async function expandHead(content: string, expand: Expand): Promise<string> {
  const length = headLength(content);
  const head = content.slice(0, length);
  if (!hasTag(head)) return content;
  const expanded = await expand(head);
  if (expanded !== undefined) return expanded + content.slice(length);
  return (await expand(content)) ?? content;
}

/** The text with its tags replaced by what they say, without any Markdown; blocks say nothing here. */
async function expandPlain(
  text: string,
  path: string,
  render: TagRenderer,
): Promise<string | undefined> {
  // The parsers for Markdown and MDX take longest to load, and most sites have no tag in a title.
  const { findTags } = await import('../page/find-tags.ts');
  const { tags, messages } = findTags(text, path, true, render);
  if (messages.length > 0) return undefined;
  let expanded = '';
  let offset = 0;
  for (const { span, nodes } of tags) {
    expanded += text.slice(offset, span.start.offset) + inlineText(nodes);
    offset = span.end.offset;
  }
  return expanded + text.slice(offset);
}

/** Blocks have no place in a title. */
function inlineText(nodes: readonly RenderedNode[]): string {
  return plainText(nodes.filter((node) => !isBlock(node)));
}
