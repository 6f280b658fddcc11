import { fileURLToPath } from 'node:url';
import { writeReference } from '../reference/write-reference.ts';
import type { LockstepOptions, Sources } from '../sources/source.ts';
import { DependencyFile } from './dependency-file.ts';
import type { LoadContext, LockstepPlugin } from './host-types.ts';
import { withPlainErrors } from './plain-error.ts';

/** Style of the reference pages; a client module, since an inline style would be rewritten by the HTML minifier. */
const STYLE = fileURLToPath(new URL('../../css/reference.css', import.meta.url));
const LOADER = fileURLToPath(new URL('dependency-loader.js', import.meta.url));

/**
 * The plugin's lifecycles. Its constructor writes the reference pages, since Docusaurus awaits all constructors before
 * the docs plugin looks for pages; `loadContent` writes them again when a watched file changes.
 */
export function createLockstepPlugin(
  context: LoadContext,
  options: LockstepOptions,
  sources: Sources,
): LockstepPlugin {
  const dependency = new DependencyFile(context.generatedFilesDir, options);
  const update = (): void => {
    dependency.update(sources.files);
    if (options.reference) writeReference(sources, { ...options.reference, ...rootOf(options) });
  };
  withPlainErrors(update);
  return {
    name: 'docusaurus-plugin-lockstep',
    async loadContent() {
      await Promise.resolve();
      try {
        update();
      } catch (error) {
        // While somebody edits, the file may be broken for a moment: say so and keep the pages that there are.
        console.error(error instanceof Error ? error.message : error);
      }
    },
    getPathsToWatch: () => [...sources.files],
    getClientModules: () => (options.reference ? [STYLE] : []),
    configureWebpack: () => ({
      module: {
        rules: [
          {
            // Not a bare RegExp: Docusaurus's fallback rule for Markdown looks at `include` of every rule that has one.
            test: [/\.mdx?$/i],
            enforce: 'pre',
            use: [{ loader: LOADER, options: { files: [...sources.files, dependency.path] } }],
          },
        ],
      },
    }),
  };
}

function rootOf({ root }: LockstepOptions): { root?: string } {
  return root === undefined ? {} : { root };
}
