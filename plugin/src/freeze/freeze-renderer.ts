import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRenderer } from '../render/create-renderer.ts';
import type { TagRenderer } from '../render/renderer.ts';
import type { LockstepOptions, ReferenceOptions, Sources } from '../sources/source.ts';

/** What {@link freezeRenderer} renders from. */
export interface FreezeSources {
  readonly sources: Sources;
  readonly options: LockstepOptions;
  /** What names of pages are relative to; absolute. */
  readonly cwd: string;
  /** Language of the pages that are no translations. */
  readonly locale?: string | undefined;
}

/** A directory of translations: before it the site, then locale, instance of the docs plugin and version. */
const TRANSLATION =
  /^(?<site>.*)[\\/]i18n[\\/](?<locale>[^\\/]+)[\\/]docusaurus-plugin-content-docs(?:-(?<instance>[^\\/]+))?[\\/](?<version>version-[^\\/]+)$/;

/**
 * The renderer of the pages of one version. Links to the reference lead to the pages that were copied into the version;
 * amounts are written in the language of the pages.
 *
 * @param directory the version's directory, absolute
 */
export function freezeRenderer(directory: string, from: FreezeSources): TagRenderer {
  const { sources, options, cwd } = from;
  const root = resolve(options.root ?? '.');
  const translation = TRANSLATION.exec(directory)?.groups;
  const released = translation === undefined ? directory : releasedDirectory(translation);
  const reference = options.reference && copiedReference(released, options.reference);
  const render = createRenderer(sources, { root, reference });
  const locale = translation?.['locale'] ?? from.locale;
  return (tag, { path }) => render(tag, { locale, path: path && resolve(cwd, path) });
}

/** Where the pages of a version are that are not translated. */
function releasedDirectory(translation: { readonly [group: string]: string | undefined }): string {
  const { site = '', instance, version = '' } = { ...translation };
  return join(site, instance ? `${instance}_versioned_docs` : 'versioned_docs', version);
}

/** The reference below a version, if it was below the docs: their directory's name is another now. */
function copiedReference(directory: string, reference: ReferenceOptions): ReferenceOptions {
  const names = reference.out.split(/[\\/]/);
  const copy = names
    .map((_name, index) => join(directory, ...names.slice(index + 1)))
    .find((candidate) => candidate !== directory && existsSync(candidate));
  return copy === undefined ? reference : { ...reference, out: copy };
}
