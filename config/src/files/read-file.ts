import { Buffer } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import { nearestName } from '../document/nearest.ts';
import { LineCounter, type Span } from '../document/position.ts';
import type { Problem } from '../document/problem.ts';
import { decodeUtf8 } from './utf8.ts';

/** The largest file that is read, in bytes: 16 MiB. */
export const MAX_FILE_BYTES: number = 16 * 1024 * 1024;

/** At most so many lines are named that are not UTF-8. */
const MAX_INVALID_LINES = 20;
const CHUNK_BYTES = 64 * 1024;

/** A file's text. */
export interface ConfigText {
  /** The text with its byte order mark; `''` when nothing could be read. */
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** Why a file gives no text. */
type Refusal = Pick<Problem, 'code' | 'message'> & Partial<Pick<Problem, 'expected' | 'nearest'>>;

/**
 * Reads a text file, the one place in this package where files are read. Nothing is thrown: a missing, unreadable,
 * special, too large, binary or UTF-16 file is a problem and an empty text. Text that is not UTF-8 is a problem for
 * each bad line; the rest of it is kept, so that positions hold. Pipes and devices are refused without waiting.
 *
 * @param path where the file is
 * @param name what the user calls it, for messages
 */
export function readConfigText(path: string, name: string = path): ConfigText {
  const bytes = readBytes(path, name);
  if (!Buffer.isBuffer(bytes)) return refuse(name, bytes);
  const notText = refuseEncoding(bytes);
  if (notText) return refuse(name, notText);
  const { text, invalid } = decodeUtf8(bytes, MAX_INVALID_LINES);
  if (invalid.length === 0) return { text, problems: [] };
  const lines = new LineCounter(text);
  const problems = invalid.map((offset) =>
    problemOf(name, INVALID_UTF8, lines.span(offset, offset + 1)),
  );
  return { text, problems };
}

const INVALID_UTF8: Refusal = {
  code: 'invalid-utf8',
  message: 'The line is not UTF-8 from here on',
  expected: 'a file saved as UTF-8',
};

/** System errors (errno(3)) that mean more to a reader than "not readable". */
const SYSTEM_ERRORS: ReadonlyMap<string, Refusal> = new Map([
  ['EACCES', { code: 'file-not-readable', message: 'Permission to read the file is denied' }],
  ['EPERM', { code: 'file-not-readable', message: 'Permission to read the file is denied' }],
  ['EISDIR', { code: 'not-a-file', message: 'This is a directory', expected: 'a file' }],
  ['ENXIO', { code: 'not-a-file', message: 'This is a socket or a device', expected: 'a file' }],
  ['ELOOP', { code: 'file-not-found', message: 'Symbolic links lead in a circle' }],
  ['ENAMETOOLONG', { code: 'file-not-found', message: 'The name is too long for a file' }],
  ['ERR_INVALID_ARG_VALUE', { code: 'file-not-found', message: 'The name has a NUL character' }],
]);

/** What is neither a file nor a directory. */
const SPECIAL_FILES: readonly (readonly [(stats: Stats) => boolean, string])[] = [
  [(stats) => stats.isDirectory(), 'a directory'],
  [(stats) => stats.isFIFO(), 'a pipe'],
  [(stats) => stats.isSocket(), 'a socket'],
  [() => true, 'a device'],
];

function readBytes(path: string, name: string): Buffer | Refusal {
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer. Windows has neither.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(descriptor);
    return refuseKind(stats) ?? readAll(descriptor, stats.size) ?? tooLarge();
  } catch (error) {
    return explain(error, path, name);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function refuseKind(stats: Stats): Refusal | undefined {
  if (stats.isFile()) return stats.size > MAX_FILE_BYTES ? tooLarge(stats.size) : undefined;
  const kind = SPECIAL_FILES.find(([matches]) => matches(stats))?.[1] ?? 'a special file';
  return { code: 'not-a-file', message: `This is ${kind}`, expected: 'a file' };
}

/** All bytes, or `undefined` when there are more than allowed: the size may grow, and is 0 for files of the kernel. */
function readAll(descriptor: number, size: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let total = 0; total <= MAX_FILE_BYTES;) {
    const chunk = Buffer.allocUnsafe(Math.max(size - total, 0) + CHUNK_BYTES);
    const count = readSync(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return undefined;
}

function tooLarge(size?: number): Refusal {
  const is = size === undefined ? '' : `: ${Math.ceil(size / 1024 / 1024)} MiB`;
  const expected = `at most ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
  return { code: 'file-too-large', message: `The file is too large to be read${is}`, expected };
}

function refuseEncoding(bytes: Buffer): Refusal | undefined {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) {
    const message = 'The file is UTF-16, by its byte order mark';
    return { code: 'utf16-file', message, expected: 'a file saved as UTF-8' };
  }
  if (!bytes.includes(0)) return undefined;
  const message = 'The file holds NUL bytes: it is no text, or text that is not UTF-8';
  return { code: 'binary-file', message, expected: 'a text file in UTF-8' };
}

function explain(error: unknown, path: string, name: string): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return explainMissing(path, name);
  const message = `The file cannot be read (${code})`;
  return SYSTEM_ERRORS.get(code) ?? { code: 'file-not-readable', message };
}

function explainMissing(path: string, name: string): Refusal {
  const missing = { code: 'file-not-found', message: 'The file does not exist' };
  const siblings = namesIn(dirname(path));
  if (!siblings) return { ...missing, message: 'The file does not exist, nor does its directory' };
  const own = basename(path);
  if (siblings.includes(own)) return { ...missing, message: 'This is a symbolic link to nothing' };
  const nearest = nearestName(own, siblings);
  if (nearest === undefined || !name.endsWith(own)) return missing;
  return { ...missing, nearest: name.slice(0, -own.length) + nearest };
}

/** The names in a directory; `undefined` when there is none, or none that may be listed. */
function namesIn(directory: string): readonly string[] | undefined {
  try {
    return readdirSync(directory);
  } catch {
    return undefined;
  }
}

function refuse(name: string, refusal: Refusal): ConfigText {
  return { text: '', problems: [problemOf(name, refusal)] };
}

function problemOf(file: string, refusal: Refusal, span?: Span): Problem {
  return { severity: 'error', file, span, ...refusal };
}
