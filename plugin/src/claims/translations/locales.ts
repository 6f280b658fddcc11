import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathFrom } from '../../sources/path-from.ts';
import type { LockstepOptions } from '../../sources/source.ts';

/** Where Docusaurus keeps the translated pages of its docs, below the site's directory and by locale. */
const DOCUSAURUS = ['docusaurus-plugin-content-docs', 'current'];

/** The pages of one language. */
export interface Locale {
  readonly name: string;
  /** Relative to the project's root. */
  readonly directory: string;
}

/**
 * The languages that the pages of `docs` are translated into: those of the option `translations`, and without it the
 * directories that Docusaurus reads beside each directory of `docs`.
 *
 * @param root absolute
 */
export function findLocales(
  root: string,
  { docs = ['docs'], translations }: Pick<LockstepOptions, 'docs' | 'translations'>,
): readonly Locale[] {
  if (translations)
    return Object.entries(translations).map(([name, directory]) => ({ name, directory }));
  return docs.flatMap((place) => {
    const i18n = join(dirname(resolve(root, place)), 'i18n');
    if (!existsSync(i18n)) return [];
    return readdirSync(i18n)
      .toSorted()
      .map((name) => ({
        name,
        directory: pathFrom(root, join(i18n, name, ...DOCUSAURUS)),
      }))
      .filter(({ directory }) => existsSync(resolve(root, directory)));
  });
}
