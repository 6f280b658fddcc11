import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSources, writeReference } from 'docusaurus-plugin-lockstep';
import { expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';

const TYPES = {
  text: { type: 'string' },
  pause: { type: ['number', 'string'], 'x-unit': 'milliseconds' },
  wait: {
    type: ['number', 'string'],
    'x-unit': 'seconds',
    default: 5400,
    'x-aliases': [{ key: 'app.minutes', unit: 'minutes' }],
  },
  limit: { type: ['number', 'string'], 'x-unit': 'bytes', default: 102_400 },
  flag: { type: 'boolean', default: true },
  hosts: { type: 'array', items: { type: 'string' } },
  password: { type: 'string', 'x-secret': true },
  address: { type: 'string', format: 'uri' },
  later: { type: 'string', default: 'x', 'x-planned': true },
} as const;

/** What the entry of a key offers to copy, for one line of a configuration file. */
function assignmentOf(key: keyof typeof TYPES, ini: string): string | undefined {
  const properties = {
    app: { type: 'object', properties: { [key]: { ...TYPES[key], 'x-env': 'V' } } },
  };
  const root = directoryWith({
    'app.ini': `[app]\n${ini}\n`,
    's.json': JSON.stringify({ type: 'object', properties }),
  });
  const sources = createSources({ root, sources: { app: { path: 'app.ini', schema: 's.json' } } });
  writeReference(sources, { root, out: 'reference' });
  const page = readFileSync(join(root, 'reference/app.mdx'), 'utf8');
  expect(page).toContain('variable="V"');
  return / assignment="([^"]*)"/.exec(page)?.[1];
}

it.each([
  ['text', 'text = plain', 'V=plain'],
  ['text', 'text = two words', 'V=&#39;two words&#39;'],
  ['text', `text = it's`, String.raw`V=&#39;it&#39;&#92;&#39;&#39;s&#39;`],
  ['pause', 'pause = 1500', 'V=1500'],
  ['pause', 'pause = 2s', 'V=2s'],
  ['wait', '', 'V=1h30m'],
  ['wait', 'minutes = 45', 'V=45m'],
  ['limit', '', 'V=100KiB'],
  ['flag', '', 'V=true'],
  ['hosts', 'hosts[] = a\nhosts[] = b', 'V=a,b'],
] as const)('sets %s of `%s` by %s', (key, ini, assignment) => {
  expect(assignmentOf(key, ini)).toBe(assignment);
});

it.each([
  ['a value that is not set', 'text', ''],
  ['an empty value', 'text', 'text ='],
  ['a value from the environment', 'text', 'text = ${HOME}'],
  ['a secret', 'password', 'password = sup3r-s3cret'],
  ['an address with a password', 'address', 'address = https://user:sup3r-s3cret@host.example/'],
  ['a list of which an item has a comma', 'hosts', 'hosts[] = "a,b"'],
  ['a key that nothing reads yet', 'later', ''],
] as const)('offers no value for %s', (_case, key, ini) => {
  expect(assignmentOf(key, ini)).toBeUndefined();
});
