import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AREAS } from './rows/index.ts';
import { renderDifferences } from './support/differences-page.ts';

const PAGE = fileURLToPath(new URL('../../docs-site/docs/differences.md', import.meta.url));
const LAST = 104;
const rows = AREAS.flatMap((area) => area.rows);

describe('the table', () => {
  it('has every number', () => {
    const ids = new Set(rows.map(({ id }) => id));
    const all = Array.from({ length: LAST }, (_, index) => `T${index + 1}` as const);
    expect(all.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('has each case once', () => {
    const cases = rows.map(({ id, what }) => `${id}: ${what}`);
    expect(cases.filter((text, index) => cases.indexOf(text) < index)).toEqual([]);
  });

  it('says why wherever it says that something is different, and only there', () => {
    for (const { id, what, before, now, differs, notHere } of rows) {
      const reason = differs ?? notHere;
      expect(reason === undefined, `${id}: ${what}`).toBe(before === undefined);
      expect(before, `${id}: ${what}`).not.toBe(now);
      expect(reason ?? 'Because.', `${id}: ${what}`).toMatch(/^[A-Z].*\.$/u);
    }
  });

  it('is what the page about the differences says; `npm test -- --project replay -u` writes it', async () => {
    await expect(renderDifferences(AREAS)).toMatchFileSnapshot(PAGE);
  });
});
