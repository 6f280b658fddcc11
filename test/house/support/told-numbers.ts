import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formatSessionId, newSessionId } from '../../../server/src/session/session-id.ts';
import { ROOT } from '../../support/checkout.ts';

/**
 * What a text tells of numbers that nobody can set: the file (a page, or the source of a description that becomes one),
 * the numbers, and the very words that the file has of them.
 */
type ToldNumbers = readonly [
  file: string,
  numbers: readonly number[],
  says: (...numbers: readonly number[]) => string,
];

const WORDS = new Map([
  [7, 'seven'],
  [8, 'eight'],
]);
const SPANS = new Map([
  [1, 'a minute'],
  [1 / 12, '5 seconds'],
]);
const PARTS = new Map([[0.1, 'a tenth']]);

const grouped = (value: number): string => value.toLocaleString('en-US');
const word = (value: number): string => WORDS.get(value) ?? String(value);
const part = (value: number): string => PARTS.get(value) ?? String(value);
const minutes = (value: number): string => SPANS.get(value) ?? `${value} minutes`;
const milliseconds = (value: number): string => minutes(value / 60_000);
const seconds = (value: number): string => minutes(value / 60);

/** The constant of a source file: a number, or a product of numbers. */
function constant(file: string, name: string): number {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const [, product] = new RegExp(`\\bconst ${name}(?:: \\w+)? = ([^;]+);`, 'u').exec(text) ?? [];
  const factors = (product ?? '').split(' * ').map((each) => each.replaceAll(/[_']/gu, ''));
  const value = factors.reduce((so, factor) => so * Number.parseFloat(factor), 1);
  if (Number.isNaN(value)) throw new Error(`${file} has no number ${name}`);
  return value;
}

const guide = (name: string): string => `docs-site/docs/${name}.md`;
const page = (name: string): string => guide(`server/${name}`);
const server = (file: string, name: string): number => constant(`server/src/${file}`, name);
const plugin = (file: string, name: string): number => constant(`plugin/src/${file}`, name);

const sweep = server('proxy/open-streams.ts', 'SWEEP_INTERVAL');
const streams = server('proxy/open-streams.ts', 'MAX_STREAMS');
const cookie = server('session/cookie/cookie-room.ts', 'LIMIT');
const lag = [
  server('session/cookie/box-carrier.ts', 'MAX_LAG_SHARE'),
  server('session/cookie/box-carrier.ts', 'MAX_LAG'),
];
const days = server('session/analytics/session-analytics.ts', 'DAYS');
const keyBytes = server('settings/rules/secret-strength.ts', 'KEY_BYTES');
const idLength = formatSessionId(newSessionId({ iss: 'https://login.example', sub: 'a' })).length;
const idBits = server('kernel/random.ts', 'ID_BYTES') * 8;
const exitCodes = ['OK', 'FAILED', 'WRONG_USAGE'].map((name) => plugin('cli/console.ts', name));
const claim = [
  plugin('tag/body-scanner.ts', 'MAX_BODY_LENGTH'),
  plugin('tag/body-scanner.ts', 'MAX_BODY_LINES'),
];

/** Numbers in texts, and the constants that they come from. */
export const TOLD: readonly ToldNumbers[] = [
  [
    page('stores'),
    [server('session/memory-session.store.ts', 'DEFAULT_CAPACITY')],
    (n = 0) => `It holds ${grouped(n)} sessions;`,
  ],
  [page('stores'), [cookie], (n = 0) => `| ${n / 1024} KB, tokens included |`],
  [page('stores'), [cookie], (n) => `Browsers drop a cookie of more than ${n} bytes`],
  [
    page('stores'),
    lag,
    (share = 0, most = 0) => `by ${part(share)} of it and at most ${milliseconds(most)}`,
  ],
  [
    'server/src/settings/session.settings.ts',
    lag,
    (share = 0, most = 0) => `${part(share)} of this, and at most ${milliseconds(most)}, early`,
  ],
  [
    page('signing-in'),
    [server('oidc/login-transaction.cookies.ts', 'MAX_TRANSACTIONS')],
    (n) => `A browser has ${n} at most`,
  ],
  [
    page('sessions'),
    [idLength, idBits],
    (length, bits) => `An id is ${length} characters long, of which ${bits} bits are secret.`,
  ],
  [page('sessions'), [sweep], (n = 0) => `within ${milliseconds(n)} by the others`],
  [page('proxy'), [sweep], (n = 0) => `within ${milliseconds(n)} elsewhere`],
  [page('proxy'), [streams], (n) => `the session has ${n} requests and streams open`],
  [
    'server/src/settings/proxy.settings.ts',
    [streams],
    (n) => `A session may have ${n} requests and streams open at once`,
  ],
  [
    page('redis'),
    [server('session/redis/redis-session.store.ts', 'SLACK')],
    (n = 0) => `is gone ${milliseconds(n)} after its deadline`,
  ],
  [
    page('users'),
    [server('oidc/user-claims.ts', 'MAX_LENGTH')],
    (n) => `texts of more than ${n} characters`,
  ],
  [
    page('users'),
    [server('oidc/user-claims.ts', 'MAX_ITEMS')],
    (n) => `all but the first ${n} roles and the first ${n} groups`,
  ],
  [
    page('logout'),
    [server('oidc/logout-token.ts', 'MAX_AGE'), server('oidc/logout-token.ts', 'MAX_AHEAD')],
    (age = 0, ahead = 0) => `at most ${seconds(age)} old, at most ${seconds(ahead)} ahead`,
  ],
  [
    page('api'),
    [server('admin/admin-users.controller.ts', 'DEFAULT_LIMIT')],
    (n) => `left out ${n};`,
  ],
  [page('production'), [days], (n = 0) => `the last ${word(n)} days`],
  ['server/src/settings/session.settings.ts', [days], (n = 0) => `the last ${word(n)} days`],
  [guide('security'), [keyBytes], (n) => `a key of fewer than ${n} bytes`],
  ['server/src/settings/security.settings.ts', [keyBytes], (n) => `at least ${n} bytes`],
  [guide('tags'), claim, (length, lines) => `at most ${length} characters on ${lines} lines`],
  [
    'plugin/errors/unexpected-closing-tag.md',
    claim,
    (length, lines) => `at most ${length} characters and ${lines} lines`,
  ],
  [
    'plugin/errors/file-too-large.md',
    [constant('config/src/files/read-file.ts', 'MAX_FILE_BYTES') / 1024 ** 2],
    (n) => `at most ${n} MiB`,
  ],
  [
    'plugin/errors/oversized-header.md',
    [
      constant('config/src/ini/header.ts', 'MAX_NAME_LENGTH'),
      constant('config/src/ini/header.ts', 'MAX_DEPTH'),
    ],
    (length, depth) => `more than ${length} characters or ${depth} levels`,
  ],
  [
    guide('reference-pages'),
    [plugin('theme/LockstepReference/index.jsx', 'WORTH_FILTERING')],
    (n = 0) => `A page of ${word(n)} keys or more has a filter`,
  ],
  [
    guide('reference-pages'),
    [plugin('reference/section-page.ts', 'MAX_CONTENTS')],
    (n) => `With more than ${n} keys, the table of contents`,
  ],
  [
    guide('check-precision'),
    [plugin('claims/prose/subjects.ts', 'LONGEST')],
    (n = 0) => `Sentences of more than ${grouped(n)} characters`,
  ],
  [
    guide('check'),
    exitCodes,
    (ok, failed, wrong) =>
      `It exits with ${ok} when there is no error, with ${failed} when there is one, and with ${wrong} when the command`,
  ],
  [
    guide('errors'),
    exitCodes,
    (ok, failed, wrong) =>
      `exit with ${ok} when all is well, with ${failed} when a file, a page or a key is wrong, and with ${wrong} when the command`,
  ],
  [
    guide('continuous-integration'),
    exitCodes,
    (ok, failed, wrong) =>
      `Exit code ${ok} says that all is well, ${failed} that something was found, ${wrong} that the command`,
  ],
];
