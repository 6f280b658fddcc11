import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { APP, file, problemsOf, run, valueOf } from '../support/command-line.ts';
import type { Row } from '../support/row.ts';

const HTTPS = '[app]\nenvironment = production\npublic_url = https://portal.example.com\n';
const SESSIONS = '[redis]\nurl = rediss://redis.internal\n';

/** What a file may be, and what becomes of one that is wrong. */
export const FILES: readonly Row[] = [
  {
    id: 'T97',
    what: 'no such file',
    before: 'an exception',
    now: '1, file-not-found, no stack trace',
    differs: 'People read what is wrong, and where.',
    observe: async () => {
      const { exitCode, stderr } = await run(['--check', '--config', '/nonexistent/app.yaml']);
      const code = /\[([a-z-]+)\]$/mu.exec(stderr)?.[1];
      return `${exitCode}, ${code}${/\n\s+at /u.test(stderr) ? '' : ', no stack trace'}`;
    },
  },
  ...(
    [
      ['YAML that is none', 'app: [', 'Error parsing YAML', 'yaml-syntax'],
      ['an empty file', '', 'Failed to parse YAML', 'missing-required'],
      ['a wrong type', `${APP}  port: many\n`, 'Invalid configuration', 'wrong-type'],
      ['an unknown key', `${APP}  prot: 8000\n`, 'accepted', 'unknown-key'],
      [
        'a negative lifetime',
        `${APP}security:\n  session:\n    idle_timeout: -5\n`,
        'accepted',
        'wrong-type',
      ],
    ] as const
  ).map(([what, text, before, now]): Row => ({
    id: 'T97',
    what,
    before,
    now,
    differs: 'Every mistake is reported, with its place and a stable code.',
    observe: () => problemsOf(text, {}, 'app.yaml'),
  })),
  {
    id: 'T97',
    what: 'no environment',
    before: 'development: no CSRF check, no origin check, no Secure cookie',
    now: 'missing-required',
    differs: 'A server that does not know where it runs does not start.',
    observe: () => problemsOf('app:\n  port: 8000\n', {}, 'app.yaml'),
  },
  {
    id: 'T97',
    what: 'no table named config around all of it',
    before: 'Invalid YAML structure: missing config key',
    now: 'accepted',
    differs: 'The whole file is the configuration.',
    observe: () => problemsOf(APP, {}, 'app.yaml'),
  },
];

/** Which of several sources wins. */
export const PRECEDENCE: readonly Row[] = [
  {
    id: 'T98',
    what: 'a file with references and numbers in quotes, after a start',
    now: 'has the same bytes',
    observe: async () => {
      const text = `# kept\n${APP}  name: "\${NAME:-123}"\n`;
      const config = file('app.yaml', text);
      await run(['--check', '--config', config]);
      await run(['--print-config', '--config', config]);
      return (await readFile(config, 'utf8')) === text ? 'has the same bytes' : 'has other bytes';
    },
  },
  {
    id: 'T99',
    what: 'a variable in the environment and in a file of variables',
    now: 'that of the environment',
    observe: async () => {
      const variables = file('variables', 'APP_NAME=of the file\n');
      const config = file('app.yaml', APP);
      const argv = ['--print-config', '--config', config, '--environment-file', variables];
      const { stdout } = await run(argv, { APP_NAME: 'of the environment' });
      const { stdout: alone } = await run(argv);
      const isRead = alone.includes('of the file');
      return isRead && stdout.includes('of the environment') ? 'that of the environment' : stdout;
    },
  },
  {
    id: 'T99',
    what: '.env and .env.dev beside the configuration',
    before: 'are read, the second one in development',
    now: 'are not read unless the command names them',
    differs: 'What a server runs with is what it was given, wherever it is started.',
    observe: async () => {
      const config = file('app.yaml', APP);
      for (const name of ['.env', '.env.dev']) {
        await writeFile(path.join(path.dirname(config), name), 'APP_NAME=found\n');
      }
      const { stdout } = await run(['--print-config', '--config', config]);
      return stdout.includes('found') ? stdout : 'are not read unless the command names them';
    },
  },
  {
    id: 'T100',
    what: 'PRODUCTION_APP_NAME beside APP_NAME, in production',
    before: 'the first one, whatever the second one is',
    now: 'the second one',
    differs: 'Each key has one variable, and the reference names it.',
    observe: async () => {
      const env = { PRODUCTION_APP_NAME: 'the first one', APP_NAME: 'the second one' };
      return valueOf('app.name', HTTPS + SESSIONS, env);
    },
  },
];

/** Passwords and other secrets. */
export const SECRETS: readonly Row[] = [
  {
    id: 'T101',
    what: 'the password of the database in the file, in production',
    before: 'is taken, before that of the environment',
    now: 'literal-secret',
    differs: 'Files are copied, mailed and committed; the environment is not.',
    observe: () =>
      problemsOf(
        `${HTTPS}${SESSIONS}[database]\nurl = postgres://app:k3Qz8vXw2L@db.internal/app?sslmode=verify-full\n`,
      ),
  },
  {
    id: 'T101',
    what: 'the same by reference, with characters that have a meaning in addresses',
    now: 'accepted',
    observe: () =>
      problemsOf(
        `${HTTPS}${SESSIONS}[database]\nurl = postgres://app:\${DB_PASSWORD}@db.internal/app?sslmode=verify-full\n`,
        { DB_PASSWORD: 'k3%40z8%2Fw2L' },
      ),
  },
  {
    id: 'T101',
    what: 'PostgreSQL without a password, in production',
    before: 'an exception',
    now: 'accepted',
    differs: 'Where it needs one, it says so at the start; it may know the server by other means.',
    observe: () =>
      problemsOf(
        `${HTTPS}${SESSIONS}[database]\nurl = postgres://app@db.internal/app?sslmode=verify-full\n`,
      ),
  },
  {
    id: 'T102',
    what: 'the address of an embedded database',
    now: 'file:data/app.db',
    observe: () =>
      valueOf('database.url', `[app]\nenvironment = test\n[database]\nurl = file:data/app.db\n`),
  },
  {
    id: 'T103',
    what: 'the variable of a secret',
    before: 'its name in capitals, for eleven secrets that a list names',
    now: 'a weak one is told by its name, SECRET_KEY, and not by its value',
    differs: 'Each key that is a secret says so itself, and no list can forget it.',
    observe: async () => {
      const config = file('app.yaml', APP);
      const { stderr } = await run(['--check', '--config', config], { SECRET_KEY: 'hunter2' });
      const isTold = stderr.includes('environment variable SECRET_KEY');
      const isSafe = isTold && !stderr.includes('hunter2');
      return isSafe ? 'a weak one is told by its name, SECRET_KEY, and not by its value' : stderr;
    },
  },
  {
    id: 'T103',
    what: 'sending secrets to a hosting service',
    before: 'is a command for one service',
    now: '2, there is no such option',
    notHere: 'Hosting services have commands of their own for it.',
    observe: async () => {
      const { exitCode, stderr } = await run(['--target', 'fly']);
      return `${exitCode}, ${stderr.includes('unknown option') ? 'there is no such option' : stderr}`;
    },
  },
];
