import { parseYaml } from '@lockstep/config';
import { frontMatterOf } from './shown-texts.ts';

/** Docusaurus's option `markdown.format`: what a page is read as that does not say it in its front matter. */
export type PageFormat = 'mdx' | 'md' | 'detect';

/**
 * Whether Docusaurus reads a page as MDX. It does with `.md` as well, unless front matter (`mdx.format`) or the site say
 * otherwise.
 *
 * Upstream: `getFormat` of `@docusaurus/mdx-loader`.
 */
export function isMdxPage(path: string, text: string, siteFormat: PageFormat = 'mdx'): boolean {
  const format = formatIn(frontMatterOf(text)) ?? siteFormat;
  return format === 'detect' ? !path.endsWith('.md') : format === 'mdx';
}

function formatIn(frontMatter: string): string | undefined {
  if (!frontMatter.includes('format')) return undefined;
  const { entries } = parseYaml(frontMatter, { file: '' });
  return entries.find(({ path }) => path.join('.') === 'mdx.format')?.value.text;
}
