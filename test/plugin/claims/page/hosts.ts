import { LockstepPageError, markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import { remarkLockstepSyntax } from 'docusaurus-plugin-lockstep/remark';
import createMarkdownIt from 'markdown-it';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import type { Tag } from 'docusaurus-plugin-lockstep';
import type { Position } from '@lockstep/config';
import { readPage } from '../../../../plugin/src/claims/page/read-page.ts';

const remark = () =>
  unified().use(remarkParse).use([remarkGfm, remarkFrontmatter, remarkDirective]);
const md = remark().use(remarkLockstepSyntax).freeze();
const mdx = remark().use(remarkMdx).use(remarkLockstepSyntax).freeze();

export type Format = 'md' | 'mdx';

/** A tag with everything that a reader could mistake: places, values, mistakes. */
function describeTag(tag: Tag, errors: readonly { readonly code: string }[]): string {
  const { span, name, body, attributes } = tag;
  const isOpen = errors.some(({ code }) => code.startsWith('unclosed'));
  const values = attributes.map((each) => `${each.name}=${each.value}@${at(each.valueSpan.start)}`);
  return [
    at(span.start),
    // An open tag ends where its paragraph does, white space at the end or not.
    ...(isOpen ? [] : [at(span.end)]),
    name,
    ...values,
    ...(body ? [`{${body.text}}@${at(body.span.start)}`] : []),
    ...errors.map(({ code }) => code),
  ].join(' ');
}

function at({ line, column }: Position): string {
  return `${line}:${column}`;
}

/** The tags of a page as the page scanner sees them. */
export function scannedTags(markdown: string, format: Format): readonly string[] {
  const { tags } = readPage(markdown, `page.${format}`);
  return tags.map(({ tag, errors }) => describeTag(tag, errors));
}

/** The tags of a page as remark sees them; `undefined` where it refuses the page. */
export function remarkTags(markdown: string, format: Format): readonly string[] | undefined {
  const file = new VFile(markdown);
  try {
    (format === 'md' ? md : mdx).parse(file);
  } catch {
    return undefined;
  }
  const tags = file.data.lockstep?.tags ?? [];
  return tags.flatMap((each) =>
    each.type === 'iniTag' ? [describeTag(each.tag, each.errors)] : [],
  );
}

/** The tags of a page as markdown-it sees them; `undefined` where it refuses the page. */
export function markdownItTags(markdown: string): readonly string[] | undefined {
  const seen: string[] = [];
  const renderer = (tag: Tag): [] => {
    seen.push(describeTag(tag, []));
    return [];
  };
  const markdownIt = new createMarkdownIt({ html: true }).use(markdownItLockstep, { renderer });
  try {
    markdownIt.render(markdown, {});
    return seen;
  } catch (error) {
    if (error instanceof LockstepPageError) return undefined;
    throw error;
  }
}
