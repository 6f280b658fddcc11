import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { OptionsError } from '../sources/errors.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { findPages, isPageName, slashed } from './find-pages.ts';
import type { PageFile } from './find-pages.ts';
import { findLocales } from './translations/locales.ts';
import type { Locale } from './translations/locales.ts';

/** Pages in one language. */
interface TranslatedPages {
  readonly locale: Locale;
  readonly pages: readonly PageFile[];
}

/** What a check reads and reports. */
export interface CheckPlan {
  /** Absolute. */
  readonly root: string;
  /** Pages of `docs`, and pages that were asked for by name. */
  readonly pages: readonly PageFile[];
  readonly translations: readonly TranslatedPages[];
  /** Whether everything is reported, so that what lacks can be told. */
  readonly isWhole: boolean;
  /** Whether findings in a file are reported. @param path absolute */
  readonly reports: (path: string) => boolean;
}

/**
 * Finds the pages of a project.
 *
 * @param paths absolute; only what lies there is reported. A page that is named is checked wherever it is
 * @throws {OptionsError} when a configured directory does not exist, or there is no page at all
 */
export function planCheck(options: LockstepOptions, paths: readonly string[] = []): CheckPlan {
  const root = resolve(options.root ?? '.');
  const { docs = ['docs'] } = options;
  const { pages, missing } = findPages(root, docs);
  const locales = findLocales(root, options).map((locale) => {
    const { pages: own, missing: gone } = findPages(root, [locale.directory]);
    return { locale, pages: own, missing: gone };
  });
  const named = paths.filter((path) => isPageFile(path));
  const known = new Set(
    [pages, ...locales.map((each) => each.pages)].flat().map(({ path }) => path),
  );
  const more = named.filter((path) => !known.has(path)).map((path) => toPage(path, root));
  const problems = [...missing, ...locales.flatMap((each) => each.missing)].map((place) =>
    noPages(`\`${place}\` does not exist`),
  );
  if (problems.length > 0) throw new OptionsError(problems);
  if (pages.length + more.length === 0)
    throw new OptionsError([
      noPages(`There is no page in ${docs.map((each) => `\`${each}\``).join(', ')}`),
    ]);
  return {
    root,
    pages: [...pages, ...more],
    translations: locales,
    isWhole: paths.length === 0,
    reports: (path) => paths.length === 0 || paths.some((each) => isBelow(path, each)),
  };
}

function isBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith(sep) ? place : place + sep);
}

function isPageFile(path: string): boolean {
  return isPageName(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

function toPage(path: string, root: string): PageFile {
  const name = slashed(relative(root, path));
  return { name, path, within: name };
}

function noPages(message: string) {
  return {
    code: 'no-pages',
    severity: 'error',
    message,
    file: 'lockstep.config',
    expected: 'directories of `.md` and `.mdx` files in the option `docs`',
  } as const;
}
