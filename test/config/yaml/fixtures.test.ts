import { parseYaml } from '@lockstep/config';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { outline } from './outline.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

it.each(['comments', 'values', 'merges', 'json'])(
  'reads %s into the blocks of its outline',
  (name) => {
    const file = name === 'json' ? 'json.json' : `${name}.yaml`;
    const document = parseYaml(fixture(file), { file });
    expect(document.problems).toEqual([]);
    expect(outline(document)).toBe(fixture(`${name}.outline`));
  },
);
