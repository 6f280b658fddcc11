import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../config/src/ini/findings.ts';
import { errorCodes } from '../../../plugin/src/errors/error-pages.ts';
import { errorIndex } from '../../../scripts/lib/error-pages.mjs';
import { PROBLEM_TYPES } from '../../../server/src/kernel/problem-types.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PAGE = readFileSync(path.join(ROOT, 'docs-site/docs/errors.md'), 'utf8');
const ANSWERS = PAGE.indexOf('## What the server answers');

/** Ways in which sources write a code; a union of types lists several. */
const WRITTEN = [
  /\bcode:\s*((?:\s*\|?\s*'[a-z0-9]+(?:-[a-z0-9]+)*')+)/g,
  /\bcode: [^,;{}]* \? ('[a-z-]+' : '[a-z-]+')/g,
  /\bcode: [^,;{}]* \?\?\s*('[a-z-]+')/g,
  /\b(?:TagError|schemaProblem|report|mistake|super)\(\s*('[a-z0-9]+(?:-[a-z0-9]+)+')/g,
];

/** The one code that is put together: `missing-${positional.name}`; the only positional is a key. */
const COMPOSED = ['missing-key'];

const sources = ['config', 'plugin', 'server'].flatMap((name) => {
  const folder = path.join(ROOT, name, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));
});

function codesIn(source: string): readonly string[] {
  return WRITTEN.flatMap((pattern) =>
    [...source.matchAll(pattern)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([^']+)'/g)].map(([, code = '']) => code),
    ),
  );
}

const documented = [...errorCodes()];
const reported = new Set([...sources.flatMap(codesIn), ...Object.keys(FINDINGS), ...COMPOSED]);

describe('the pages of errors', () => {
  it('are compared with what the sources really report', () => {
    expect(reported.size).toBeGreaterThan(100);
    expect([...reported]).toEqual(
      expect.arrayContaining(['unknown-key', 'tag-in-html', 'weak-secret', 'invalid-markdown']),
    );
  });

  it('explain every code', () => {
    expect([...reported].filter((code) => !documented.includes(code)).toSorted()).toEqual([]);
  });

  it('explain no code that nothing reports', () => {
    expect(documented.filter((code) => !reported.has(code))).toEqual([]);
  });

  it('are listed in the index (`npm run errors` writes it)', () => {
    expect(errorIndex()).toBe(PAGE);
    for (const code of documented)
      expect(PAGE).toContain(`\n| [\`${code}\`](errors/${code}.md) | `);
  });

  it('say of every answer of the server what the server says', () => {
    const rows = Object.entries(PROBLEM_TYPES).map(
      ([name, { status, meaning, remedy }]) =>
        `| ${status} | \`${name}\` | ${meaning} | ${remedy} |`,
    );
    const table = PAGE.slice(ANSWERS)
      .split('\n')
      .filter((line) => /^\| \d/.test(line));
    expect(table.toSorted()).toEqual(rows.toSorted());
  });
});
