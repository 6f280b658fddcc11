import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockstep } from '../cli/command-line.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DOCS = path.join(ROOT, 'docs-site/docs');
const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => path.join(DOCS, name));
const own = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'plugin/README.md'].map((name) =>
  path.join(ROOT, name),
);
const text = [...pages, ...own].map((file) => readFileSync(file, 'utf8')).join('\n');

/** A command in code, with what follows it on its line and on those that it is continued on. */
const COMMAND = /(?<=`|^|npx |: )lockstep (?<name>[a-z]+)(?<rest>(?:\\\n|[^\n`|>])*)/gmu;
const written = [...text.matchAll(COMMAND)].map(({ groups }) => ({
  name: groups?.['name'] ?? '',
  options: [...(groups?.['rest'] ?? '').matchAll(/(?<=\s)--[a-z-]+/gu)].map(([option]) => option),
}));
const names = [...new Set(written.map(({ name }) => name))];

describe('commands on the pages', () => {
  it('are found', () => {
    expect(names.toSorted()).toEqual(
      expect.arrayContaining(['check', 'explain', 'init', 'reference', 'render']),
    );
  });

  it.each(names)('lockstep %s has every option that a page gives it', async (name) => {
    const { code, out } = await lockstep(ROOT, [name, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: lockstep ${name} `);
    const given = written.filter((each) => each.name === name).flatMap(({ options }) => options);
    expect(given.filter((option) => !out.includes(`  ${option} `))).toEqual([]);
  });

  it('npm run names scripts that there are', () => {
    const manifest: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
    );
    const scripts = [...text.matchAll(/`?npm run ([a-z:]+)/gu)].map(([, script = '']) => script);
    expect(scripts.length).toBeGreaterThan(10);
    expect(scripts.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });
});
