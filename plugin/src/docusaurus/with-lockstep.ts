import { remarkLockstep } from '../remark/index.ts';
import { createSources } from '../sources/create-sources.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { expandMetadata } from './front-matter.ts';
import type { LoadContext, LockstepPlugin, SiteConfig } from './host-types.ts';
import { withPlainErrors } from './plain-error.ts';
import { createLockstepPlugin } from './plugin.ts';
import { pageExpander } from './outside-partials.ts';
import { createPageRenderer } from './page-renderer.ts';
import { registerContent } from './register-content.ts';
import { expandSidebar } from './sidebar-texts.ts';
import { getSwizzleConfig } from './swizzle-config.ts';

/**
 * Wraps a Docusaurus configuration so that tags work everywhere: in docs, blog, pages and further content plugins, in
 * titles and sidebar labels, with hot reload and builds that are never stale. Only documented options are touched.
 *
 * ```js
 * export default withLockstep(config, { sources: { app: { path: '../app.ini', schema: '../app.schema.json' } } });
 * ```
 *
 * @param config the site's configuration
 * @param options sources and reference pages; paths are relative to `options.root`, by default the working directory
 * @throws {OptionsError} with everything that is wrong with the options
 */
export function withLockstep<Config extends SiteConfig>(
  config: Config,
  options: LockstepOptions,
): Config {
  const sources = withPlainErrors(() => createSources(options), options?.errorPages);
  const { markdown } = config;
  const renderer = createPageRenderer(sources, options, currentLocale(config));
  const withContent = registerContent(config, {
    remark: [remarkLockstep, { ...shown(options), renderer }],
    sidebar: (present) => expandSidebar(renderer, present),
  });
  const expand = pageExpander(renderer, markdown?.format ?? 'mdx');
  const lockstep = (context: LoadContext): LockstepPlugin =>
    createLockstepPlugin(context, options, { sources, expand });
  return {
    ...withContent,
    plugins: [...(withContent.plugins ?? []), Object.assign(lockstep, { getSwizzleConfig })],
    markdown: {
      ...markdown,
      parseFrontMatter: expandMetadata({
        render: renderer,
        present: markdown?.parseFrontMatter,
        format: markdown?.format,
      }),
    },
  };
}

/** The options that are about pages, not about sources. */
function shown({ admonitions, errorPages }: LockstepOptions): Partial<LockstepOptions> {
  return { ...(admonitions && { admonitions }), ...(errorPages !== undefined && { errorPages }) };
}

/** The language that is built: Docusaurus loads the configuration again for each, and says which in the environment. */
function currentLocale({ i18n }: SiteConfig): string | undefined {
  return process.env['DOCUSAURUS_CURRENT_LOCALE'] ?? i18n?.defaultLocale;
}
