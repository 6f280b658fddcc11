import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../sources/error-code.ts';
import { isGenerated } from './banner.ts';

/** A generated file: its name within the output directory, and its whole text. */
export interface OutputFile {
  readonly name: string;
  readonly text: string;
}

/**
 * How a file on disk differs from what would be written:
 * - `missing`: not there yet
 * - `outdated`: generated, with another text
 * - `stale`: generated once, not any more
 * - `foreign`: in the way, and not generated
 */
export interface OutputDifference {
  readonly name: string;
  readonly state: 'missing' | 'outdated' | 'stale' | 'foreign';
}

/** A file in the way that was not generated; nothing is written then. */
export class OutputError extends Error {
  readonly code = 'ERR_LOCKSTEP_OUTPUT';

  constructor(message: string) {
    super(message);
    this.name = 'OutputError';
  }
}

/** What {@link writeOutput} did; names in alphabetical order, unchanged files in neither list. */
export interface OutputResult {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

const GENERATED_NAME = /\.mdx$|^_category_\.json$/;

/** Compares a directory with the files that it should hold; empty when it is up to date. */
export function compareOutput(
  directory: string,
  files: readonly OutputFile[],
): readonly OutputDifference[] {
  const existing = readExisting(directory);
  const wanted = new Set(files.map(({ name }) => name));
  const differences: OutputDifference[] = [];
  for (const { name, text } of files) {
    const current = existing.get(name);
    if (current === undefined) differences.push({ name, state: 'missing' });
    else if (!isGenerated(current)) differences.push({ name, state: 'foreign' });
    else if (current !== text) differences.push({ name, state: 'outdated' });
  }
  for (const [name, text] of existing) {
    if (!wanted.has(name) && isGenerated(text)) differences.push({ name, state: 'stale' });
  }
  return differences.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Makes a directory hold these files: writes what differs, each by renaming a finished file, and removes generated
 * ones that are wanted no more. Files that nobody generated are never touched.
 *
 * @throws {OutputError} before anything is written, when a file that was not generated is in the way
 */
export function writeOutput(directory: string, files: readonly OutputFile[]): OutputResult {
  const differences = compareOutput(directory, files);
  const foreign = differences.filter(({ state }) => state === 'foreign');
  if (foreign.length > 0) {
    const names = foreign.map(({ name }) => join(directory, name)).join(', ');
    throw new OutputError(
      `Not overwritten, because it was not generated: ${names}; move it, or choose another directory`,
    );
  }
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  const removed = differences.filter(({ state }) => state === 'stale').map(({ name }) => name);
  const written = differences.filter(({ state }) => state !== 'stale').map(({ name }) => name);
  if (written.length > 0) mkdirSync(directory, { recursive: true });
  for (const name of written) writeAtomically(join(directory, name), texts.get(name)!);
  for (const name of removed) rmSync(join(directory, name));
  return { written, removed };
}

function readExisting(directory: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of listDirectory(directory)) {
    if (!GENERATED_NAME.test(entry.name)) continue;
    // A directory or a link of that name is nobody's output: an empty text is never taken for generated.
    texts.set(entry.name, entry.isFile() ? readFileSync(join(directory, entry.name), 'utf8') : '');
  }
  return texts;
}

function listDirectory(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new OutputError(`\`${directory}\` is not a directory`);
    throw error;
  }
}

/** Readers, a watching development server among them, see the old file or the new one, never half of it. */
function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
