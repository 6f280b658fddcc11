import { hasTag } from '../tag/unreached.ts';

/** What webpack and rspack offer a loader; only what is used. */
interface LoaderContext {
  getOptions(): { readonly files: readonly string[] };
  addDependency(file: string): void;
}

/**
 * A pre-loader for webpack and rspack: returns a page unchanged and, when it holds a tag, tells the bundler which files
 * it depends on. Without it a second build would serve stale values from the persistent cache, since a remark plugin
 * cannot declare dependencies. Both bundlers want it as a default export.
 */
function dependencyLoader(this: LoaderContext, source: string): string {
  if (hasTag(source)) {
    for (const file of this.getOptions().files) this.addDependency(file);
  }
  return source;
}

export default dependencyLoader;
