import { statSync } from 'node:fs';
import { errorCode } from './error-code.ts';

/** What the file system says about a file without reading it. */
export interface Stamp {
  readonly text: string;
  /** Whether an equal stamp proves equal content. */
  readonly settled: boolean;
}

/** Longer than the tick of file times on every common file system, so that a later write gets a later time. */
const TICK_MS = 50;

/** Nanoseconds of file times a millisecond. */
const NS_PER_MS = 1_000_000n;

/**
 * A file's identity, size and times. A file that changed within the last tick may change again under the same stamp;
 * such a stamp is not `settled`, and the content has to be compared.
 */
export function stampOf(path: string): Stamp {
  const now = Date.now();
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    const age = now - Number(ctimeNs / NS_PER_MS);
    return { text: [dev, ino, size, mtimeNs, ctimeNs].join(':'), settled: age > TICK_MS };
  } catch (error) {
    return { text: errorCode(error) ?? 'unreadable', settled: true };
  }
}
