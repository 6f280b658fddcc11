import { findTags } from '../page/find-tags.ts';
import { createRenderer } from '../render/create-renderer.ts';
import type { RenderedNode } from '../render/nodes.ts';
import type { TagRenderer } from '../render/renderer.ts';
import type { Sources } from '../sources/source.ts';
import { hasTag } from '../tag/unreached.ts';
import type { FrontMatterParser, FrontMatterResult } from './host-types.ts';
import { headLength } from './page-head.ts';

/** Front matter that is shown as text. */
const SHOWN_KEYS: readonly string[] = ['title', 'sidebar_label', 'description', 'pagination_label'];

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

function expandResult(
  result: FrontMatterResult,
  expand: (text: string) => string | undefined,
): FrontMatterResult {
  const frontMatter = { ...result.frontMatter };
  for (const key of SHOWN_KEYS) {
    const value = frontMatter[key];
    if (typeof value === 'string' && hasTag(value)) frontMatter[key] = expand(value) ?? value;
  }
  return { ...result, frontMatter, content: expandHead(result.content, expand) };
}

/** A head may end within an element; then it cannot be read alone, and the whole page is. */
function expandHead(content: string, expand: (text: string) => string | undefined): string {
  const length = headLength(content);
  const head = content.slice(0, length);
  if (!hasTag(head)) return content;
  const expanded = expand(head);
  return expanded === undefined ? (expand(content) ?? content) : expanded + content.slice(length);
}

/**
 * The text with its tags replaced by what they say, without any Markdown; blocks say nothing here. `undefined` where the
 * text has a mistake.
 */
function expandPlain(text: string, path: string, render: TagRenderer): string | undefined {
  const { tags, messages } = findTags(text, path, true, render);
  if (messages.length > 0) return undefined;
  let expanded = '';
  let offset = 0;
  for (const { span, nodes } of tags) {
    expanded += text.slice(offset, span.start.offset) + plainText(nodes);
    offset = span.end.offset;
  }
  return expanded + text.slice(offset);
}

function plainText(nodes: readonly RenderedNode[]): string {
  return nodes.map((node) => (node.type === 'fence' ? '' : node.text)).join('');
}
