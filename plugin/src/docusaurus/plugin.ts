import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeReference } from '../reference/write-reference.ts';
import type { LockstepOptions, Sources } from '../sources/source.ts';
import { DependencyFile } from './dependency-file.ts';
import type { LoadContext, LockstepPlugin } from './host-types.ts';
import { contentDirectories } from './outside-partials.ts';
import type { ExpandPage } from './outside-partials.ts';
import { withPlainErrors } from './plain-error.ts';
import { extendVersionCommands } from './version-commands.ts';

/** Style of the reference pages; a client module, since an inline style would be rewritten by the HTML minifier. */
const STYLE = fileURLToPath(new URL('../../css/reference.css', import.meta.url));
const THEME = fileURLToPath(new URL('../../src/theme', import.meta.url));
const LOADER = fileURLToPath(new URL('dependency-loader.js', import.meta.url));

/** What the plugin shares with the site's Markdown. */
export interface PluginParts {
  readonly sources: Sources;
  /** Expands pages that no remark plugin sees. */
  readonly expand: ExpandPage;
}

/**
 * The plugin's lifecycles. Its constructor writes the reference pages, since Docusaurus awaits all constructors before
 * the docs plugin looks for pages; `loadContent` writes them again when a watched file changes.
 */
export function createLockstepPlugin(
  context: LoadContext,
  options: LockstepOptions,
  { sources, expand }: PluginParts,
): LockstepPlugin {
  const dependency = new DependencyFile(context.generatedFilesDir, options);
  const update = (): void => {
    dependency.update(sources);
    if (options.reference) writeReference(sources, { ...options.reference, ...rootOf(options) });
  };
  withPlainErrors(update, options.errorPages);
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
    getThemePath: () => THEME,
    getClientModules: () => (options.reference ? [STYLE] : []),
    extendCli: (cli) => extendVersionCommands(cli, context, { sources, options }),
    configureWebpack: (config) => ({
      module: {
        rules: [
          {
            // Not a bare RegExp: Docusaurus's fallback rule for Markdown looks at `include` of every rule that has one.
            test: [/\.mdx?$/i],
            enforce: 'pre',
            use: [
              {
                loader: LOADER,
                options: {
                  files: [...sources.files, dependency.path],
                  roots: rootsOf(options),
                  content: contentDirectories(config),
                  expand,
                },
              },
            ],
          },
        ],
      },
    }),
  };
}

/** Absolute directories below which tags may name files. */
function rootsOf({ root = '.', roots = [] }: LockstepOptions): readonly string[] {
  return roots.map((directory) => path.resolve(root, directory));
}

function rootOf({ root }: LockstepOptions): { root?: string } {
  return root === undefined ? {} : { root };
}
