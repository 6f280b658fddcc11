import { remarkLockstep } from '../remark/index.ts';
import { createSources } from '../sources/create-sources.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { expandMetadata } from './front-matter.ts';
import type { LoadContext, LockstepPlugin, SiteConfig } from './host-types.ts';
import { withPlainErrors } from './plain-error.ts';
import { createLockstepPlugin } from './plugin.ts';
import { registerRemark } from './register-remark.ts';

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
  const sources = withPlainErrors(() => createSources(options));
  const withRemark = registerRemark(config, [remarkLockstep, options]);
  const lockstep = (context: LoadContext): LockstepPlugin =>
    createLockstepPlugin(context, options, sources);
  return {
    ...withRemark,
    plugins: [...(withRemark.plugins ?? []), lockstep],
    markdown: {
      ...config.markdown,
      parseFrontMatter: expandMetadata(sources, config.markdown?.parseFrontMatter),
    },
  };
}
