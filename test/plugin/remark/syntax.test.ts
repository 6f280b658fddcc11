import { describe, expect, it } from 'vitest';
import { read, setupNames } from './helpers.ts';
import { SYNTAX_CASES } from './syntax-cases/index.ts';

describe.each(setupNames)('remarkLockstep in %s', (setup) => {
  const format = setup.startsWith('mdx') ? 'mdx' : 'md';

  describe.each(Object.entries(SYNTAX_CASES))('%s', (_, cases) => {
    it.each(cases)('$name', ({ markdown, tree }) => {
      expect(read(markdown, setup)).toBe(typeof tree === 'string' ? tree : tree[format]);
    });
  });
});
