import type { ScalarReader } from './reading.ts';

const SIZE = /^(\d+(?:\.\d+)?)\s?(?:([kKMGT])(i?))?B?$/;

const POWERS: ReadonlyMap<string, number> = new Map([
  ['k', 1],
  ['K', 1],
  ['M', 2],
  ['G', 3],
  ['T', 4],
]);

/** Prefixes in the order that a tie is decided in: decimal before binary. */
const WRITTEN: readonly (readonly [prefix: string, bytes: number])[] = [
  ['', 1],
  ['K', 1000],
  ['M', 1000 ** 2],
  ['G', 1000 ** 3],
  ['T', 1000 ** 4],
  ['Ki', 1024],
  ['Mi', 1024 ** 2],
  ['Gi', 1024 ** 3],
  ['Ti', 1024 ** 4],
];

/**
 * Reads an amount of data in bytes. Prefixes are those of IEC 80000-13: `K`, `M`, `G`, `T` (and `k`) are powers of
 * 1000, `Ki`, `Mi`, `Gi`, `Ti` powers of 1024; the `B` may be left out, so `8M` is 8,000,000 bytes.
 */
export function parseSize(text: string): number | undefined {
  const match = SIZE.exec(text);
  if (!match) return undefined;
  const [, amount, prefix, binary] = match;
  const base = binary ? 1024 : 1000;
  const bytes = Number(amount) * base ** (prefix ? POWERS.get(prefix)! : 0);
  const whole = Math.round(bytes);
  return Math.abs(bytes - whole) < 1e-6 ? whole : undefined;
}

/** Writes a size in the unit that needs the fewest digits and loses nothing: `100KB`, `10MiB`, `512B`. */
export function formatSize(bytes: number): string {
  const [amount, prefix] = shortest(bytes);
  return `${amount}${prefix}B`;
}

/** Writes a size in words: "100 KB", "10 MiB", "512 bytes", "1 byte". */
export function describeSize(bytes: number): string {
  const [amount, prefix] = shortest(bytes);
  if (prefix !== '') return `${amount} ${prefix}B`;
  return amount === '1' ? '1 byte' : `${amount} bytes`;
}

/** Reads a size setting. */
export const readSize: ScalarReader = (text) => {
  const value = parseSize(text);
  if (value !== undefined && Number.isSafeInteger(value)) return { value };
  return { expected: 'a size such as 100KB, 10MiB or a number of bytes' };
};

function shortest(bytes: number): [amount: string, prefix: string] {
  let best: [string, string] = [String(bytes), ''];
  for (const [prefix, size] of WRITTEN) {
    const amount = bytes / size;
    const text = String(amount);
    const isExact = Math.round(amount * 10) === amount * 10 && amount * size === bytes;
    if (amount >= 1 && isExact && text.length < best[0].length) best = [text, prefix];
  }
  return best;
}
