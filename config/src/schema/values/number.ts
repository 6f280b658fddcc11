import type { ScalarReader } from './reading.ts';

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const SAFE_RANGE = 'from -(2^53 - 1) to 2^53 - 1';

/** Reads a whole number in decimal digits; one that a double cannot hold exactly is refused, not rounded. */
export const readInteger: ScalarReader = (text) => {
  if (!INTEGER.test(text)) return { expected: 'a whole number' };
  const value = Number(text);
  return Number.isSafeInteger(value)
    ? { value: value + 0 }
    : { expected: `a whole number ${SAFE_RANGE}` };
};

/** Reads a decimal number, with an exponent if need be. */
export const readNumber: ScalarReader = (text, kind) => {
  if (INTEGER.test(text)) return readInteger(text, kind);
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? { value } : { expected: 'a number' };
};
