import type { ScalarReader } from './reading.ts';

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['off', false],
  ['no', false],
  ['0', false],
]);

/** `true`, `on`, `yes`, `1` and their opposites, in any case. */
export function parseBoolean(text: string): boolean | undefined {
  return WORDS.get(text.toLowerCase());
}

/** Reads a boolean setting. */
export const readBoolean: ScalarReader = (text) => {
  const value = parseBoolean(text);
  return value === undefined ? { expected: 'true or false (on/off, yes/no, 1/0)' } : { value };
};
