import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { AREAS } from './rows/index.ts';
import { Stage } from './support/stage.ts';

const stage = new Stage();

afterEach(() => stage.reset());
afterAll(() => stage.close());

for (const { title, rows } of AREAS) {
  describe(`${title}:`, () => {
    for (const { id, what, now, observe } of rows) {
      it(`${id}: ${what}`, async () => {
        expect(await observe(stage)).toBe(now);
      });
    }
  });
}
