import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorCode } from '../sources/error-code.ts';
import { pathFrom } from '../sources/path-from.ts';

/** A page on disk. */
export interface PageFile {
  /** As findings name it: relative to the project's root, with `/`. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Its path within the directory of `docs` or of a translation, which is the same in every language. */
  readonly within: string;
}

/** Pages below the configured places, and the places that do not exist. */
export interface FoundPages {
  readonly pages: readonly PageFile[];
  readonly missing: readonly string[];
}

const PAGE = /\.mdx?$/i;
/** Not searched, wherever they stand; hidden directories are not searched either. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules']);

/**
 * Finds the pages below directories, in the order of their names, partials (`_note.md`) among them. A place may be a
 * file as well. Links to directories are followed once, so that a circle of them ends.
 *
 * @param root absolute; places are relative to it
 */
export function findPages(root: string, places: readonly string[]): FoundPages {
  const found = new Map<string, PageFile>();
  const missing: string[] = [];
  for (const place of places) {
    const base = resolve(root, place);
    const stats = statSync(base, { throwIfNoEntry: false });
    if (!stats) missing.push(place);
    for (const path of stats ? pathsBelow(base, stats.isDirectory()) : []) {
      const name = pathFrom(root, path);
      found.set(path, { name, path, within: path === base ? name : pathFrom(base, path) });
    }
  }
  return { pages: [...found.values()].toSorted(byName), missing };
}

/** Whether a file's name is that of a page. */
export function isPageName(name: string): boolean {
  return PAGE.test(name);
}

function pathsBelow(base: string, isDirectory: boolean): readonly string[] {
  const paths: string[] = [];
  if (isDirectory) walk(base, new Set(), paths);
  else paths.push(base);
  return paths;
}

function walk(directory: string, seen: Set<string>, paths: string[]): void {
  const real = realpathSync(directory);
  if (seen.has(real)) return;
  seen.add(real);
  for (const entry of listDirectory(directory)) {
    if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
    const path = join(directory, entry.name);
    if (isDirectoryEntry(entry, path)) walk(path, seen, paths);
    else if (isPageName(entry.name)) paths.push(path);
  }
}

function isDirectoryEntry(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A directory that may not be read holds no page for us; the one that was asked for was seen to exist. */
function listDirectory(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === 'EACCES') return [];
    throw error;
  }
}

function byName(left: PageFile, right: PageFile): number {
  return left.name < right.name ? -1 : 1;
}
