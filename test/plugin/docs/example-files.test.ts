import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DOCS = path.join(ROOT, 'docs-site/docs');
const FENCE = /^```\w+ title="(?<file>examples\/[^"]+)"[^\n]*\n(?<text>.*?)^```$/gmsu;

const copies = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.mdx?$/u.test(name))
  .flatMap((page) => {
    const text = readFileSync(path.join(DOCS, page), 'utf8');
    return [...text.matchAll(FENCE)].map(({ groups }) => ({
      page,
      file: groups?.['file'] ?? '',
      text: groups?.['text'] ?? '',
    }));
  });

describe('blocks of code with the name of an example', () => {
  it('are there', () => {
    expect(copies.length).toBeGreaterThan(3);
  });

  it.each(copies)('$page shows $file as it is', ({ file, text }) => {
    expect(existsSync(path.join(ROOT, file))).toBe(true);
    expect(text).toBe(readFileSync(path.join(ROOT, file), 'utf8'));
  });
});
