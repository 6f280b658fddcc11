import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const POLICY = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');

function isThere(name: string): boolean {
  return [name, `${name}.test.ts`].some((file) => existsSync(path.join(ROOT, file)));
}

it('the security policy names tests that are there', () => {
  const named = [...POLICY.matchAll(/`(test\/[\w/-]+)`/gu)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});
