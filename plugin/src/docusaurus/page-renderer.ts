import { createRenderer } from '../render/create-renderer.ts';
import type { TagRenderer } from '../render/renderer.ts';
import type { LockstepOptions, Sources } from '../sources/source.ts';
import { refuseInVersions } from './refuse-in-versions.ts';

/**
 * The renderer of a site's pages.
 *
 * @param locale the language that is built; a page that is not translated is a page of it as well
 */
export function createPageRenderer(
  sources: Sources,
  { root, reference }: LockstepOptions,
  locale: string | undefined,
): TagRenderer {
  const render = createRenderer(sources, { root, reference });
  return refuseInVersions((tag, page) => render(tag, { ...page, locale }));
}
