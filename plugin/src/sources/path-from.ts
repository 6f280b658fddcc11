import { relative, sep } from 'node:path';

/** A path as settings, messages and reports have it: relative to a directory, with `/` on every system. */
export function pathFrom(directory: string, path: string): string {
  return relative(directory, path).split(sep).join('/') || '.';
}
