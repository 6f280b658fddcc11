import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXPLOITABLE } from './weak-spots/exploitable.ts';
import { HARDENING } from './weak-spots/hardening.ts';
import { SESSIONS } from './weak-spots/sessions.ts';
import { AREAS } from './rows/index.ts';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const NUMBERS = { A: 17, B: 17, C: 3, W: 23 };

const spots = [...EXPLOITABLE, ...HARDENING, ...SESSIONS];
const rows = new Set(AREAS.flatMap((area) => area.rows.map(({ id, what }) => `${id}: ${what}`)));

/** Whether a test is there: a row of the table, or a title in a file. */
function isThere(proof: string): boolean {
  const [file = '', title] = proof.split(' > ');
  if (title === undefined) return rows.has(proof);
  const path = TESTS + file;
  return existsSync(path) && readFileSync(path, 'utf8').includes(title);
}

describe('the weak spots', () => {
  it('are all named', () => {
    const all = Object.entries(NUMBERS).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    );
    expect(spots.map(({ id }) => id)).toEqual(all);
  });

  it.each(spots)('$id, $what: has its tests, or says what is missing', ({ by, missing }) => {
    expect(by.filter((proof) => !isThere(proof))).toEqual([]);
    expect(by.length > 0 || missing !== undefined).toBe(true);
  });
});
