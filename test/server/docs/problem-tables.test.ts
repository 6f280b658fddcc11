import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBLEM_TYPES } from '../../../server/src/kernel/problem-types.ts';
import { ROOT } from '../../support/checkout.ts';

const FOLDER = path.join(ROOT, 'docs-site/docs/server');
const SOURCES = path.join(ROOT, 'server/src');
const text = (file: string): string => readFileSync(file, 'utf8');
const pages = readdirSync(FOLDER).map((name) => text(path.join(FOLDER, name)));

/** A row of a table of problems: the status, and the names that stand in the second column. */
const PROBLEM_ROW = /^\| (?<status>[45]\d\d) \| (?<names>`[^|]*`) \|/gmu;
function namesIn(list: string | undefined): readonly string[] {
  return [...(list ?? '').matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name);
}

describe('tables of problems', () => {
  const rows = [...pages.join('\n').matchAll(PROBLEM_ROW)];
  const named = rows.flatMap(({ groups }) =>
    namesIn(groups?.['names']).map((name) => ({ name, status: Number(groups?.['status']) })),
  );

  it('are found', () => {
    expect(named.length).toBeGreaterThan(15);
  });

  it.each(named)('$status is the status of $name', ({ name, status }) => {
    const types: Readonly<Record<string, { readonly status: number }>> = PROBLEM_TYPES;
    expect(types[name]?.status).toBe(status);
  });
});

it('the page about operation names every event that the server logs, and no other', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => text(path.join(SOURCES, name)));
  const found = sources.join('\n').matchAll(/\bevent(?:: | = )'([a-z_]+)'/gu);
  const logged = [...found].map(([, name]) => name);
  const [, section] = text(path.join(FOLDER, 'production.md')).split('## What to watch');
  const named = namesIn(section).filter((name) => /^[a-z]+(?:_[a-z]+)+$/u.test(name));
  expect(named.length).toBeGreaterThan(15);
  expect(named.toSorted()).toEqual([...new Set(logged)].toSorted());
});
