import { describe, expect, it } from 'vitest';
import { read, setupNames } from './helpers.ts';
import { blockCases, inlineCases, literalCases, mistakeCases } from './syntax-cases.ts';
import type { SyntaxCase } from './syntax-cases.ts';

const groups: Readonly<Record<string, readonly SyntaxCase[]>> = {
  'a tag on lines of its own': blockCases,
  'a tag in running text': inlineCases,
  'what is no tag': literalCases,
  'a mistake': mistakeCases,
};

describe.each(setupNames)('remarkLockstep in %s', (setup) => {
  const format = setup.startsWith('mdx') ? 'mdx' : 'md';

  describe.each(Object.entries(groups))('%s', (_, cases) => {
    it.each(cases)('$name', ({ markdown, tree }) => {
      expect(read(markdown, setup)).toBe(typeof tree === 'string' ? tree : tree[format]);
    });
  });
});
