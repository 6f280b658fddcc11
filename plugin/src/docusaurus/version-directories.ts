import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { LoadContext } from './host-types.ts';

/** A docs plugin's instance; `default` is the one without an id. */
const DEFAULT_ID = 'default';

/** Directories that `docusaurus docs:version` has made for a version, one a locale that has pages; relative to the site. */
export function directoriesOfVersion(
  { siteDir, i18n }: LoadContext,
  instance: string,
  version: string,
): readonly string[] {
  const isDefault = instance === DEFAULT_ID;
  const folder = `version-${version}`;
  const localized = i18n.locales
    .filter((locale) => locale !== i18n.defaultLocale)
    .map((locale) => {
      const plugin = `docusaurus-plugin-content-docs${isDefault ? '' : `-${instance}`}`;
      return path.join(i18n.path, i18n.localeConfigs[locale]?.path ?? locale, plugin, folder);
    });
  const released = path.join(`${isDefault ? '' : `${instance}_`}versioned_docs`, folder);
  return [released, ...localized].filter((directory) =>
    existsSync(path.resolve(siteDir, directory)),
  );
}

/** Directories of all released versions of a site, relative to it. */
export function allVersionDirectories({ siteDir, i18n }: LoadContext): readonly string[] {
  const released = namesIn(siteDir).filter((name) => /(?:^|_)versioned_docs$/.test(name));
  const localized = namesIn(path.resolve(siteDir, i18n.path)).flatMap((locale) =>
    namesIn(path.resolve(siteDir, i18n.path, locale))
      .filter((name) => name.startsWith('docusaurus-plugin-content-docs'))
      .map((name) => path.join(i18n.path, locale, name)),
  );
  return [...released, ...localized].flatMap((directory) =>
    namesIn(path.resolve(siteDir, directory))
      .filter((name) => name.startsWith('version-'))
      .map((name) => path.join(directory, name)),
  );
}

/** Directories within a directory. */
function namesIn(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
