import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { main } from '../../../server/src/cli/main.ts';
import { directoryWith } from '../../support/directory.ts';
import { SECRET_KEY } from '../http/support.ts';

const VALID = '[app]\nenvironment = development\nport = 0\n';
const SERVED = `${VALID}[database]\nurl = memory:\n`;

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  argv: readonly string[],
  env: Record<string, string> = { SECRET_KEY },
): Promise<Outcome> {
  const output = { stdout: '', stderr: '' };
  const exitCode = await main(argv, {
    env,
    stdout: { write: (text) => (output.stdout += text) },
    stderr: { write: (text) => (output.stderr += text) },
  });
  return { exitCode, ...output };
}

function file(name: string, text: string): string {
  return join(directoryWith({ [name]: text }), name);
}

describe('lockstep-server --check', () => {
  it('accepts a valid configuration', async () => {
    const outcome = await run(['--check', '--config', file('app.ini', VALID)]);
    expect(outcome).toEqual({ exitCode: 0, stdout: 'The configuration is valid.\n', stderr: '' });
  });

  it('refuses a wrong one with place, caret and nearest name, and exits 1', async () => {
    const path = file('app.ini', `${VALID}[security.session]\nidle_timout = 30m\n`);
    const outcome = await run(['--check', '--config', path]);
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toContain(
      `${path}:5:1: error: Unknown key \`security.session.idle_timout\` [unknown-key]`,
    );
    expect(outcome.stderr).toContain('\n    | ^^^^^^^^^^^\n  did you mean `idle_timeout`?\n');
    expect(outcome.stderr).toMatch(/\n1 error; the server does not start\.\n$/u);
  });

  it('reports a missing file, never a stack trace', async () => {
    const outcome = await run(['--check', '--config', '/nonexistent/app.ini']);
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toMatch(/^\/nonexistent\/app\.ini: error: .*\[file-not-found\]/u);
    expect(outcome.stderr).not.toMatch(/\n\s+at /u);
  });

  it('says nothing about what a file lacks that cannot be read', async () => {
    const other = file('other.ini', `[app]\nprot = 1\n`);
    const outcome = await run(['--check', '-c', '/nonexistent/app.ini', '-c', other]);
    expect(outcome.stderr.match(/\[[a-z-]+\]$/gmu)).toEqual(['[file-not-found]', '[unknown-key]']);
  });

  it('points at each secret that is wrong, without telling it', async () => {
    const keys = ['hunter2hunter2', '${FIRST_KEY}', 'hunter3hunter3'];
    const lines = keys.map((key) => `secret_keys[] = ${key}\n`).join('');
    const path = file('app.ini', `${VALID}[security]\n${lines}`);
    const { stderr } = await run(['--check', '-c', path], { FIRST_KEY: SECRET_KEY });
    expect(stderr).toContain(`${path}:5:1: error: Secret key 1`);
    expect(stderr).toContain(`${path}:7:1: error: Secret key 3`);
    expect(stderr).not.toContain('hunter');
  });

  it('reads several files, later ones win', async () => {
    const first = file('first.ini', VALID);
    const second = file('second.yaml', 'app:\n  name: Second\n');
    const outcome = await run(['-c', first, '-c', second, '--print-config']);
    expect(outcome.stdout).toMatch(/^app\.name = Second +# .*second\.yaml:2:3$/mu);
  });

  it('takes variables from a file, below the environment', async () => {
    const env = file('server.env', `SECRET_KEY=${SECRET_KEY}\nAPP_NAME=File\nLOG_LEVEL=warn\n`);
    const argv = ['--config', file('app.ini', VALID), '--environment-file', env, '--print-config'];
    const { exitCode, stdout } = await run(argv, { APP_NAME: 'Environment' });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^app\.name = Environment +# APP_NAME$/mu);
    expect(stdout).toMatch(/^logging\.level = warn +# LOG_LEVEL$/mu);
  });
});

describe('lockstep-server --print-config', () => {
  it('prints values with their provenance, secrets left out', async () => {
    const { exitCode, stdout } = await run(['--print-config', '-c', file('app.ini', VALID)]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^# sha256:[0-9a-f]{64}\n/u);
    expect(stdout).toMatch(/^app\.port = 0 +# .*app\.ini:3:1$/mu);
    expect(stdout).toMatch(/^security\.secret_keys = \[redacted\] +# SECRET_KEY$/mu);
    expect(stdout).toMatch(/^oidc\.default_provider is not set$/mu);
    expect(stdout).not.toContain(SECRET_KEY);
  });

  it('keeps the provenance on the screen beside long values', async () => {
    const policy = `"default-src ${'https://cdn.example.com '.repeat(6)}"`;
    const text = `${VALID}[security.headers]\ncontent_security_policy = ${policy}\n`;
    const { stdout } = await run(['--print-config', '-c', file('app.ini', text)]);
    const columns = stdout.split('\n').map((line) => line.indexOf('  # '));
    expect(Math.max(...columns.filter((column) => column < 60))).toBeGreaterThan(40);
    expect(stdout).toMatch(/^app\.port = 0 {2,44}# /mu);
  });

  it('prints JSON', async () => {
    const { stdout } = await run(['--print-config', '--json', '-c', file('app.ini', VALID)]);
    const { fingerprint, settings } = JSON.parse(stdout);
    expect(fingerprint).toMatch(/^sha256:/u);
    expect(settings).toContainEqual(
      expect.objectContaining({ key: 'app.environment', value: 'development' }),
    );
  });
});

describe('lockstep-server', () => {
  it.each([
    [['--nonsense']],
    [['extra']],
    [['--config']],
    [['--config', '']],
    [['--environment-file', '']],
    [['--json']],
    [['--check', '--json']],
  ])('exits 2 for wrong use: %j', async (argv) => {
    const outcome = await run(argv);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toMatch(/^error: /u);
  });

  it('explains itself', async () => {
    const { exitCode, stdout } = await run(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Exit codes: 0 fine');
  });

  it('exits 2 when the environment file is missing', async () => {
    const outcome = await run(['--environment-file', '/nonexistent/env']);
    expect(outcome).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('ENOENT') });
  });

  it('exits 2 when the port is taken, and says which', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const port = portOf(taken.address());
    const path = file('app.ini', SERVED.replace('port = 0', `port = ${port}`));
    const outcome = await run(['--config', path]);
    expect(outcome).toMatchObject({
      exitCode: 2,
      stderr: `lockstep-server: the address 127.0.0.1:${port} is already in use\n`,
    });
    const embedded = file('app.ini', `${SERVED}[dev_idp]\nenabled = true\nport = ${port}\n`);
    expect((await run(['--config', embedded])).stderr).toBe(
      `lockstep-server: The embedded provider cannot start: the address 127.0.0.1:${port} is already in use\n`,
    );
  });
});

describe('the process', () => {
  it('writes its log to standard output and nothing else', async () => {
    const idp =
      '[dev_idp]\nenabled = true\nport = 0\n[oidc.providers.dev]\nissuer = http://127.0.0.1:0\n';
    const client = 'client_id = c\nclient_secret = a-secret-of-tests\n';
    const child = spawnServer(['--config', file('app.ini', SERVED + idp + client)], 'pipe');
    const stderr: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    await listening(child);
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(stderr.join('')).toBe('');
  });

  it('says in one line why it cannot start', async () => {
    const path = file('app.ini', '');
    const below = `${VALID}[database]\nurl = file:${path}/data.db\n`;
    const child = spawnServer(['--config', file('app.ini', below)], 'pipe');
    const outcome = await Promise.all([
      once(child, 'close'),
      textOf(child.stdout!),
      textOf(child.stderr!),
    ]);
    const reason = expect.stringMatching(/^lockstep-server: the database .*\n$/u);
    expect(outcome).toEqual([[2, null], '', reason]);
  });

  it('leaves options of its own that Node knows too', async () => {
    const path = file('app.ini', SERVED);
    const child = spawnServer(
      ['--environment-file', '/nonexistent/env', '--check', '-c', path],
      'ignore',
    );
    expect(await once(child, 'exit')).toEqual([2, null]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s and exits 0', async (signal) => {
    const child = spawnServer(['--config', file('app.ini', SERVED)]);
    const url = await listening(child);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const exited = once(child, 'exit');
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  });
});

function portOf(address: ReturnType<Server['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('No TCP address');
  return address.port;
}

/** Runs the real program from the sources, as a process of its own. */
function spawnServer(
  argv: readonly string[],
  stderr: 'inherit' | 'pipe' | 'ignore' = 'inherit',
): ChildProcess {
  const program = fileURLToPath(new URL('support/program.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, ...argv], {
    env: { ...process.env, SECRET_KEY },
    stdio: ['ignore', 'pipe', stderr],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The address that the log says the server listens on. */
async function listening(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const record = JSON.parse(line);
    if (record.msg === 'listening') return record.url;
  }
  throw new Error('The server ended without listening');
}
