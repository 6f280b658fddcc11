import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { removalsOf } from '../defences/defence.ts';
import { ELSEWHERE } from '../defences/elsewhere.ts';
import { DEFENCES } from '../defences/index.ts';

const ROOT = new URL('../../', import.meta.url);

/** `npm run defences` shows that each test goes red; this is what can be seen without running them. */
describe('the table of defences', () => {
  it('has the text of each defence exactly once in its file', () => {
    const counts = DEFENCES.flatMap((defence) =>
      removalsOf(defence).map(({ file, remove }) => {
        const text = readFileSync(new URL(file, ROOT), 'utf8');
        return [defence.name, text.split(remove).length - 1];
      }),
    );
    expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it('changes something by each of them', () => {
    const removals = DEFENCES.flatMap(removalsOf);
    expect(removals.filter(({ remove, put = '' }) => remove === put)).toEqual([]);
  });

  it('names each once, and a test that is there', () => {
    const names = DEFENCES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const files = new Set(DEFENCES.flatMap(({ witnesses }) => witnesses).map(({ file }) => file));
    expect([...files].filter((file) => !existsSync(new URL(file, ROOT)))).toEqual([]);
  });

  it('says of no test both what it needs and that it needs nothing of ours', () => {
    const known = DEFENCES.flatMap(({ witnesses }) => witnesses);
    const both = ELSEWHERE.filter(({ witness: { file, name } }) =>
      known.some((each) => each.file === file && each.name.includes(name)),
    );
    expect(both).toEqual([]);
    expect(ELSEWHERE.map(({ because }) => because)).not.toContain('');
  });

  it('has a defence for each file of attacks, of conformance and of chaos', () => {
    const witnesses = DEFENCES.flatMap((defence) => defence.witnesses);
    const known = [...witnesses, ...ELSEWHERE.map(({ witness }) => witness)];
    const named = new Set(known.map(({ file }) => file));
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(new URL(folder, ROOT))
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => folder + name),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !named.has(file))).toEqual([]);
  });
});

const FOLDERS: readonly string[] = ['test/attack/', 'test/conformance/', 'test/chaos/'];
