import { versionFolderOf } from '../freeze/version-folders.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { TagError } from '../tag/tag.ts';

/**
 * A renderer that refuses the pages of released versions: what a tag says there would change with the configuration of
 * today, and the version's readers run the one of then.
 *
 * @throws {TagError} `tag-in-version`
 */
export function refuseInVersions(render: TagRenderer): TagRenderer {
  return (tag, page) => {
    const folder = page.path === undefined ? undefined : versionFolderOf(page.path);
    if (folder === undefined) return render(tag, page);
    const message = `A released version keeps its values, and this tag would show those of today; run \`npx docusaurus lockstep:freeze ${folder}\``;
    throw new TagError('tag-in-version', message, tag.span);
  };
}
