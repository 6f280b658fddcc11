import { readFileSync, readdirSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/checkout.ts';
import { TOLD } from './support/told-numbers.ts';

const DOCS = 'docs-site/docs';
/** Written by programs that have the numbers, or a report of what was measured. */
const MADE = /^(?:reference|errors)\/|^(?:errors|differences|check-precision)\.md$/u;

const read = (file: string): string =>
  readFileSync(path.join(ROOT, file), 'utf8').replaceAll(/\s+/gu, ' ');
const pages = readdirSync(path.join(ROOT, DOCS), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && !MADE.test(name))
  .map((name) => `${DOCS}/${name}`);

describe('numbers of the code', () => {
  it.each(TOLD)('%s says %j', (file, numbers, says) => {
    expect(read(file)).toContain(says(...numbers));
  });
});

/** What has numbers and tells none of ours: front matter, code, tags, addresses, and the counters of lists. */
const QUIET = [
  /^---\n[^]*?\n---\n/gu,
  /^ *(`{3,})[^]*?^ *\1`*$/gmu,
  /(`+)[^]*?\1/gu,
  /<%[^]*?%>/gu,
  /\]\([^)]*\)/gu,
  /^\s*\d+\. /gmu,
  /RFC \d+|JSON Schema 2020-12|SARIF 2\.1\.0|Logout 1\.0|OAuth 2\.0/gu,
  /SHA-256|AES-256-GCM|S256|IPv[46]|UTF-16|Auth0/gu,
];
/** Numbers of other programs and of examples, and what `npm run bench` measured; as it is written on the page. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  'check.md': [
    'is 30 seconds',
    'defaults to 8000',
    'exits with 2:',
    '| 1; raised when',
    '(from 1,',
  ],
  'continuous-integration.md': ['exits with 1 when they disagree'],
  'getting-started.md': ['exits with 1 if there is one'],
  'reference-pages.md': ['A page of 1,000 keys works'],
  'tags.md': ['12 hours', '30 Minuten'],
  'server/api.md': ['is 1 to 100,'],
  'server/production.md': [
    'exits with 0 or 1',
    'steps 1 and 2 are one',
    'nginx 1.22 and Caddy 2.6',
    '(mode 600)',
  ],
  'server/redis.md': [
    'Redis 6.2 or newer',
    'about 2 KB',
    'about 5 KB',
    '4480 bytes',
    '4992',
    '5248',
    '5.2 GB',
  ],
  'server/users.md': ['since 1970'],
};
const NUMBER = /(?<![\w.])\d[\d.,]*(?<![.,])/gu;

/** What a page tells of numbers that nothing accounts for, and what is accounted for and not there. */
function unaccounted(file: string): readonly string[] {
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  const text = QUIET.reduce((so, quiet) => so.replaceAll(quiet, ' '), source).replaceAll(
    /\s+/gu,
    ' ',
  );
  const told = TOLD.filter(([page]) => page === file).map(([, numbers, says]) => says(...numbers));
  const known = [...told, ...(OTHERS[path.relative(DOCS, file)] ?? [])];
  const rest = known.reduce((so, words) => so.replaceAll(words, ' '), text);
  const numbers = [...rest.matchAll(NUMBER)].filter(([number]) => !(number in STATUS_CODES));
  return [
    ...numbers.map(({ index }) => rest.slice(Math.max(0, index - 30), index + 30)),
    ...known.filter((words) => !text.includes(words)),
  ];
}

describe('versions', () => {
  const manifest: {
    readonly version: string;
    readonly engines: { readonly node: string };
  } = JSON.parse(read('package.json'));

  it('of the packages are that of package.json', () => {
    const texts = ['README.md', `${DOCS}/errors.md`, ...pages].map(read).join('\n');
    const named = [...texts.matchAll(/(?:\blockstep@|rev: )v?(\d[\d.]*\d)/gu)];
    expect(named.length).toBeGreaterThan(5);
    expect(new Set(named.map(([, version]) => version))).toEqual(new Set([manifest.version]));
  });

  it('of Node.js that the README asks for is that of package.json', () => {
    expect(read('README.md')).toContain(`needs Node ${manifest.engines.node.slice(2)} or newer`);
  });
});

describe('numbers on pages', () => {
  it('are looked for on every page that somebody writes', () => {
    expect(pages.length).toBeGreaterThan(20);
  });

  it.each(pages)('come from the code, from a tag, or from elsewhere: %s', (file) => {
    expect(unaccounted(file)).toEqual([]);
  });
});
