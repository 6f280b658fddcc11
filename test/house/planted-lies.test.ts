import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadProject } from 'docusaurus-plugin-lockstep';
import { describe, expect, it } from 'vitest';
import { lockstep } from '../plugin/cli/command-line.ts';
import { directoryWith } from '../support/directory.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PARTS = ['docs-site/docs', 'examples', 'server/settings.schema.json', 'server/evidence.json'];

/** A lie: what stands on the page, and what is written in its place. */
interface Lie {
  readonly code: string;
  readonly file: string;
  readonly truth: string;
  readonly lie: string;
}

const SECURITY = 'docs-site/docs/security.md';
const START = 'docs-site/docs/getting-started.md';
const WRITING = 'docs-site/docs/writing-pages.md';
const HARBOUR = 'docs-site/docs/any-project.md';
const CONFIG = 'examples/config/app.ini';

const lies: readonly Lie[] = [
  // Bound text: a time, a size, a word, in another source.
  {
    code: 'false-claim',
    file: SECURITY,
    truth: '**<% ini-value security.session.idle_timeout as=duration %>**',
    lie: '**<% ini-value security.session.idle_timeout as=duration %>45 minutes<% /ini-value %>**',
  },
  {
    code: 'false-claim',
    file: SECURITY,
    truth: 'in mode <% ini-value security.headers.csp_mode as=raw %>',
    lie: 'in mode <% ini-value security.headers.csp_mode %>report<% /ini-value %>',
  },
  {
    code: 'false-claim',
    file: HARBOUR,
    truth: '<% ini-value storage.upload_max_size file=harbour as=bytes %>',
    lie: '<% ini-value storage.upload_max_size file=harbour %>20 MB<% /ini-value %>',
  },
  {
    code: 'false-claim',
    file: HARBOUR,
    truth: 'After <% ini-value security.lockout.max_failures file=harbour %> wrong',
    lie: 'After <% ini-value security.lockout.max_failures file=harbour %>5<% /ini-value %> wrong',
  },
  // Values in running text: seconds, hours, sizes, numbers, switches, words, table cells, adjectives.
  after(SECURITY, '## Forged requests', '`security.session.absolute_timeout` is 3600 seconds.'),
  after(SECURITY, '## Headers', '`security.csrf.max_age` is 24 hours.'),
  after(SECURITY, '## The cookie', 'The setting `security.session.login_ttl` is 1 hour.'),
  after(START, '## Run it', '`app.port` defaults to 3000.'),
  after(START, '## Change a setting', '`app.body_limit` is 1 MB.'),
  after(SECURITY, '## Secrets', '`security.csrf.enabled` is off by default.'),
  after(
    START,
    '## Put it into your own documentation',
    '`security.csrf.mode` defaults to `report`.',
  ),
  after(
    WRITING,
    '## Show a section',
    '| key | default |\n| --- | --- |\n| `app.shutdown_grace` | 1 minute |',
    2,
  ),
  // Names in running text.
  after(
    START,
    '## Check a file before it is used',
    'Sessions end after `security.session.idle_timout`.',
    0,
    'unknown-key-in-prose',
  ),
  after(
    SECURITY,
    '## What this does not protect against',
    'Sessions end after `app.session_max_age`.',
    0,
    'renamed-key-in-prose',
  ),
  // Copies of configuration: INI, JSON; a value, a type, a name.
  fenced(
    SECURITY,
    '## Sessions',
    'ini title="app.ini"',
    '[security.session]\nidle_timeout = 20m\nabsolute_timeout = 8h',
    'idle_timeout = 20m',
    'stale-copy',
  ),
  fenced(
    WRITING,
    '## Show a value',
    'yaml title="app.ini"',
    'security:\n  session:\n    login_ttl: 25m',
    'login_ttl: 25m',
    'stale-copy',
  ),
  fenced(
    HARBOUR,
    '## The schema',
    'ini',
    '[security.csrf]\nenabled = true\nmode = relaxed',
    'mode = relaxed',
    'invalid-value-in-copy',
  ),
  fenced(
    HARBOUR,
    '## Without Docusaurus',
    'ini',
    '[security.csrf]\nenabled = true\nheadr_name = X-CSRF-Token',
    'headr_name',
    'unknown-key-in-copy',
  ),
  // Comments of the configuration itself.
  {
    code: 'contradicted-comment',
    file: CONFIG,
    truth: 'login_ttl = 10m',
    lie: 'login_ttl = 10m ; 15 minutes',
  },
  {
    code: 'contradicted-comment',
    file: CONFIG,
    truth: 'hsts_preload = false',
    lie: 'hsts_preload = false ; on',
  },
];

/** A finding as `--format json` has it. */
interface Reported {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
}

describe('lies planted in a copy of the documentation', () => {
  it('are all found, with the right code and line, and nothing else; --fix leaves none', async () => {
    expect(lies).toHaveLength(20);
    const root = await copyOfDocs();
    await expect(check(root)).resolves.toEqual([]);
    const expected = lies.map((lie) => plant(root, lie));
    await expect(check(root)).resolves.toEqual(expected.toSorted());
    const { code } = await lockstep(root, ['check', '--fix']);
    expect(code).toBe(0);
    await expect(check(root)).resolves.toEqual([]);
  });

  it('are found where only a person can mend them, too', async () => {
    const root = await copyOfDocs();
    const expected = [
      plant(
        root,
        after(START, '## Run it', 'It listens on <% ini-value app.prot %>.', 0, 'unknown-key'),
      ),
      plant(
        root,
        fenced(
          START,
          '## Change a setting',
          'ini',
          '[oidc.providers.dev]\nenabled = true\nclient_secret = 8sdfJH23kjsdf8kjsdf98234kjh',
          'client_secret',
          'secret-literal-in-copy',
        ),
      ),
      plant(root, {
        code: 'secret-literal',
        file: CONFIG,
        truth: 'client_secret = ${DEV_CLIENT_SECRET}',
        lie: 'client_secret = 9sdfJH23kjsdf8kjsdf98234kjh',
      }),
    ];
    await expect(check(root)).resolves.toEqual(expected.toSorted());
  });
});

/** A line of its own below a heading. @param line which line of the text is the lie */
function after(
  file: string,
  heading: string,
  text: string,
  line = 0,
  code = 'contradicted-value',
): Lie {
  const lead = text
    .split('\n')
    .slice(0, line)
    .map((each) => `${each}\n`)
    .join('');
  const rest = text.slice(lead.length);
  return { code, file, truth: `${heading}\n`, lie: `${heading}\n\n${lead}\u0000${rest}\n` };
}

/** A fence below a heading; `marked` is where in it the lie is. */
function fenced(
  file: string,
  heading: string,
  info: string,
  text: string,
  marked: string,
  code: string,
): Lie {
  const content = text.replace(marked, `\u0000${marked}`);
  return {
    code,
    file,
    truth: `${heading}\n`,
    lie: `${heading}\n\n\`\`\`${info}\n${content}\n\`\`\`\n`,
  };
}

async function copyOfDocs(): Promise<string> {
  const options = (await loadProject(ROOT))?.options;
  const root = directoryWith({
    'lockstep.config.json': JSON.stringify({ ...options, root: undefined }),
  });
  for (const part of PARTS)
    cpSync(path.join(ROOT, part), path.join(root, part), { recursive: true });
  return root;
}

/** Writes a lie; returns where it has to be found. Lines below it move, so that places are told by what stands there. */
function plant(root: string, { code, file, truth, lie }: Lie): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  expect(text.split(truth).length, `${truth} in ${file}`).toBe(2);
  const marked = lie.includes('\u0000') ? lie : `\u0000${lie}`;
  const [before = '', behind = ''] = text.replace(truth, () => marked).split('\u0000');
  writeFileSync(path.join(root, file), before + behind);
  const start = before.slice(before.lastIndexOf('\n') + 1);
  return `${file}: ${code} at ${start}${behind.split('\n', 1)[0]}`;
}

/** Errors, and the warning among the lies, each with what stands on its line. */
async function check(root: string): Promise<readonly string[]> {
  const { out } = await lockstep(root, ['check', '--format', 'json']);
  const { findings }: { findings: readonly Reported[] } = JSON.parse(out);
  return findings
    .filter(({ severity, code }) => severity === 'error' || code === 'renamed-key-in-prose')
    .map(({ code, file, line }) => {
      const text = readFileSync(path.join(root, file), 'utf8').split('\n')[line - 1] ?? '';
      return `${file}: ${code} at ${text}`;
    })
    .toSorted();
}
