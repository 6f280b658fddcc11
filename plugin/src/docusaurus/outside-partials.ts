import path from 'node:path';
import { formatProblem } from '@lockstep/config';
import { isMdxPage } from '../freeze/page-format.ts';
import type { PageFormat } from '../freeze/page-format.ts';
import type { TagRenderer } from '../render/renderer.ts';
import type { BundlerConfig } from './host-types.ts';

/** Expands the tags of a page's text. */
export type ExpandPage = (text: string, file: string) => Promise<string>;

/**
 * The directories whose Markdown belongs to a content plugin, and so has its remark plugins. What a page imports from
 * elsewhere is read by Docusaurus's fallback rule, which takes none.
 *
 * @param config what content plugins, which stand before this one, have added to it
 */
export function contentDirectories({ module }: BundlerConfig): readonly string[] {
  const rules = (module?.rules ?? []).filter(isRecord);
  return rules
    .filter(({ test }) => test instanceof RegExp && test.test('page.mdx'))
    .flatMap(({ include }) => (Array.isArray(include) ? include : [include]))
    .filter((directory) => typeof directory === 'string');
}

/** Whether a file is outside all these directories. */
export function isOutside(file: string, directories: readonly string[]): boolean {
  return directories.every((directory) => {
    const relative = path.relative(directory, file);
    return relative.startsWith('..') || path.isAbsolute(relative);
  });
}

/** Expands tags in the text of a page as `lockstep render` does, for pages that no remark plugin sees. */
export function pageExpander(render: TagRenderer, siteFormat: PageFormat): ExpandPage {
  return async (text, file) => {
    const { renderPage } = await import('../page/render-page.ts');
    const isMdx = isMdxPage(file, text, siteFormat);
    const rendered = renderPage({ path: file, text, isMdx }, render);
    if (rendered.problems.length === 0) return rendered.text;
    const error = new Error(rendered.problems.map(formatProblem).join('\n'));
    error.stack = error.message;
    throw error;
  };
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
