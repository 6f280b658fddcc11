import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DIALECTS } from '@lockstep/config';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PAGE = readFileSync(path.join(ROOT, 'docs-site/docs/options.md'), 'utf8');
const TYPES = readFileSync(path.join(ROOT, 'plugin/src/sources/source.ts'), 'utf8');

/** The types of options, and where their members stand. */
const PLACES = {
  LockstepOptions: '',
  SourceOptions: 'sources.NAME.',
  ReferenceOptions: 'reference.',
  CheckOptions: 'check.',
};
/** Options that are told by their members. */
const GROUPS = new Set(['reference', 'check']);

function membersOf(type: string): readonly string[] {
  const [, body = ''] = new RegExp(`interface ${type} \\{(.*?)\\n\\}`, 'su').exec(TYPES) ?? [];
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gmu)].map(([, name = '']) => name);
}

describe('the page of options', () => {
  it('has every option, and no other', () => {
    const there = Object.entries(PLACES).flatMap(([type, place]) =>
      membersOf(type).map((name) => place + name),
    );
    const column = [...PAGE.matchAll(/^\| `[^|]+`/gmu)].join('\n');
    const told = [...column.matchAll(/`([\w.]+)`/gu)].map(([, name]) => name);
    expect(there.length).toBeGreaterThan(15);
    expect(told.toSorted()).toEqual(there.filter((name) => !GROUPS.has(name)).toSorted());
  });

  it('has every dialect, and no other', () => {
    const [, list = ''] = /follows: (.*?) \|/u.exec(PAGE) ?? [];
    const told = [...list.matchAll(/`(\w+)`/gu)].map(([, name]) => name);
    expect(told).toEqual(Object.keys(DIALECTS));
  });
});
