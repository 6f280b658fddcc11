import { judgePath } from '../sources/roots.ts';
import { hasTag } from '../tag/unreached.ts';
import { isOutside } from './outside-partials.ts';
import type { ExpandPage } from './outside-partials.ts';

const FILE_ATTRIBUTE = /\b(?:file|base|with)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'%]+))/gi;

/** Options of the loader. */
export interface LoaderOptions {
  /** Absolute real paths that a page with a tag depends on. */
  readonly files: readonly string[];
  /** Absolute directories below which tags may name files. */
  readonly roots: readonly string[];
  /** Where pages have the remark plugin. */
  readonly content: readonly string[];
  /** Expands pages elsewhere. */
  readonly expand: ExpandPage;
}

/** What webpack and rspack offer a loader; only what is used. */
interface LoaderContext {
  readonly resourcePath: string;
  getOptions(): LoaderOptions;
  addDependency(file: string): void;
}

/**
 * A pre-loader for webpack and rspack: when a page holds a tag, it tells the bundler which files the page depends on.
 * Without it a second build would serve stale values from the persistent cache, since a remark plugin cannot declare
 * dependencies. A page's text stays as it is, except outside the content directories, where no remark plugin sees it:
 * its tags are expanded here. Both bundlers want a default export.
 */
async function dependencyLoader(this: LoaderContext, source: string): Promise<string> {
  if (!hasTag(source)) return source;
  const { files, roots, content, expand } = this.getOptions();
  for (const file of [...files, ...filesNamedIn(source, roots)]) this.addDependency(file);
  return isOutside(this.resourcePath, content) ? await expand(source, this.resourcePath) : source;
}

/** Files below the roots that tags may name. A text that only looks like an attribute is one dependency too many. */
function filesNamedIn(source: string, roots: readonly string[]): readonly string[] {
  if (roots.length === 0) return [];
  const names = new Set(
    Array.from(
      source.matchAll(FILE_ATTRIBUTE),
      ([, double, single, bare]) => double ?? single ?? bare,
    ),
  );
  return [...names].flatMap((name = '') => {
    const verdict = judgePath(name, roots);
    return 'path' in verdict ? [verdict.path] : [];
  });
}

export default dependencyLoader;
