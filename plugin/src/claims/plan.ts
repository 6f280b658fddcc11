import { statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Problem } from '@lockstep/config';
import { OptionsError } from '../sources/errors.ts';
import { toProject } from '../sources/options.ts';
import { pathFrom } from '../sources/path-from.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { findPages, isPageName } from './find-pages.ts';
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
  /** Pages of `docs`, and those of the places that were asked for. */
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
 * @param paths absolute; only what lies there is reported. Pages of a named place are checked wherever it is
 * @throws {OptionsError} when a configured directory does not exist, there is no page at all, or nothing in a named place
 */
export function planCheck(options: LockstepOptions, paths: readonly string[] = []): CheckPlan {
  const root = resolve(options.root ?? '.');
  const { docs = ['docs'] } = options;
  const { pages, missing } = findPages(root, docs);
  const locales = findLocales(root, options).map((locale) => {
    const { pages: own, missing: gone } = findPages(root, [locale.directory]);
    return { locale, pages: own, missing: gone };
  });
  const all = [pages, ...locales.map((each) => each.pages)].flat().map(({ path }) => path);
  const known = new Set(all);
  const named = findPages(root, paths.filter(mayHoldPages)).pages;
  const more = named.filter(({ path }) => !known.has(path));
  const problems = [...missing, ...locales.flatMap((each) => each.missing)].map((place) =>
    noPages(`\`${place}\` does not exist`),
  );
  if (problems.length > 0) throw new OptionsError(problems);
  if (pages.length + more.length === 0)
    throw new OptionsError([
      noPages(`There is no page in ${docs.map((each) => `\`${each}\``).join(', ')}`),
    ]);
  const empty = emptyPlaces(paths, [...all, ...more.map(({ path }) => path), ...filesOf(options)]);
  if (empty.length > 0) throw new OptionsError(empty.map((path) => nothingIn(path, root)));
  return {
    root,
    pages: [...pages, ...more.map(({ path }) => toPage(path, root))],
    translations: locales,
    isWhole: paths.length === 0,
    reports: (path) => paths.length === 0 || paths.some((each) => isBelow(path, each)),
  };
}

function isBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith(sep) ? place : place + sep);
}

/** Directories are searched; of other files only those are read that are pages. */
function mayHoldPages(path: string): boolean {
  return isPageName(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function emptyPlaces(places: readonly string[], files: readonly string[]): readonly string[] {
  return places.filter((place) => !files.some((file) => isBelow(file, place)));
}

/** The files of every source, schemas included. */
function filesOf(options: LockstepOptions): readonly string[] {
  return [...toProject(options).sources.values()].flatMap(({ files, schema }) =>
    [...files, ...(schema ? [schema] : [])].map(({ path }) => path),
  );
}

function toPage(path: string, root: string): PageFile {
  const name = pathFrom(root, path);
  return { name, path, within: name };
}

function noPages(message: string): Problem {
  return {
    code: 'no-pages',
    severity: 'error',
    message,
    file: 'lockstep.config',
    expected: 'directories of `.md` and `.mdx` files in the option `docs`',
  };
}

/** A check of nothing proves nothing. */
function nothingIn(path: string, root: string): Problem {
  return {
    code: 'no-pages',
    severity: 'error',
    message: 'There is nothing to check here',
    file: pathFrom(root, path),
    expected: '`.md` or `.mdx` files, or a file of one of the `sources`',
  };
}
