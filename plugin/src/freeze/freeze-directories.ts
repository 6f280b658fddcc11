import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { readConfigText } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import type { RenderedPage } from '../page/render-page.ts';
import type { TagRenderer } from '../render/renderer.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { hasTag } from '../tag/unreached.ts';
import { freezeCategory, freezePage } from './freeze-page.ts';
import { isMdxPage } from './page-format.ts';
import type { PageFormat } from './page-format.ts';

const PAGE = /\.mdx?$/i;
const CATEGORY = /(?:^|[\\/])_category_\.(?:json|ya?ml)$/;

/** Directories of pages to freeze. */
export interface FreezeRequest {
  /** What names in messages and results are relative to; absolute. */
  readonly cwd: string;
  /** Absolute, or relative to `cwd`. */
  readonly directories: readonly string[];
  /** What pages are read as that do not say it. @default 'mdx' */
  readonly format?: PageFormat | undefined;
  /** Block syntax of other systems that pages are written in. */
  readonly admonitions?: LockstepOptions['admonitions'] | undefined;
  /** The renderer of the pages of a directory. */
  readonly rendererOf: (directory: string) => TagRenderer;
}

/** Which pages changed, or everything that is wrong; then none did. */
export interface FreezeResult {
  /** Relative to `cwd`, in alphabetical order. */
  readonly changed: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Replaces the tags of all pages below directories by what they say now: all pages, or none when one has a mistake.
 * Pages without tags are not touched, so that doing it again changes nothing.
 */
export function freezeDirectories(request: FreezeRequest): FreezeResult {
  const frozen = request.directories.flatMap((directory) => freezeBelow(directory, request));
  const problems = uniqueByMessage(frozen.flatMap((page) => page.problems));
  if (problems.length > 0) return { changed: [], problems };
  const changed = frozen.filter(({ before, text }) => before !== text);
  for (const { name, text } of changed) writeFileSync(resolve(request.cwd, name), text);
  return { changed: changed.map(({ name }) => name), problems };
}

/** Pages below a directory, absolute, in alphabetical order. Links are not followed. */
export function pagesBelow(directory: string): readonly string[] {
  return filesBelow(directory, PAGE);
}

function filesBelow(directory: string, pattern: RegExp): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(/[\\/]/).includes('node_modules'))
    .toSorted();
}

interface FrozenPage extends RenderedPage {
  readonly name: string;
  readonly before: string;
}

function freezeBelow(
  directory: string,
  { cwd, format, admonitions, rendererOf }: FreezeRequest,
): readonly FrozenPage[] {
  const absolute = resolve(cwd, directory);
  const render = rendererOf(absolute);
  return [...pagesBelow(absolute), ...filesBelow(absolute, CATEGORY)].flatMap((path) => {
    const name = relative(cwd, path);
    const { text: before, problems } = readConfigText(path, name);
    if (problems.length > 0) return [{ name, before, text: '', problems }];
    if (!hasTag(before)) return [];
    const isMdx = isMdxPage(path, before, format);
    const page = { path: name, text: before, isMdx, admonitions };
    const freeze = CATEGORY.test(path) ? freezeCategory : freezePage;
    return [{ name, before, ...freeze(page, render) }];
  });
}

/** A source that is broken is told once, however many tags read it. */
function uniqueByMessage(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(
    problems.map((problem) => [`${problem.file}\n${problem.message}`, problem]),
  );
  return [...unique.values()];
}
