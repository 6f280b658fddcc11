import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as until } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Browser, signIn } from '../server/bff/support/browser.ts';
import { Checkout } from '../support/checkout.ts';
import { atPorts } from '../support/example-ports.ts';
import { freePorts } from '../support/free-ports.ts';
import { Program } from '../support/program.ts';

const CONFIG = 'examples/config/app.ini';
const IDLE = 'security.session.idle_timeout';
const RUNNING = /Lockstep is running[\s\S]*Ctrl\+C stops it\./;

let checkout: Checkout;
let origin: string;
let port: number;

beforeAll(async () => {
  checkout = new Checkout('start');
  const [serverPort = 0, providerPort = 0] = await freePorts(2);
  port = serverPort;
  origin = `http://127.0.0.1:${port}`;
  checkout.write(CONFIG, atPorts(checkout.read(CONFIG), serverPort, providerPort));
});
afterAll(() => checkout.remove());

function start(env: Readonly<Record<string, string>> = {}): Program {
  const program = new Program(process.execPath, ['scripts/start.mjs'], checkout.folder, env);
  onTestFinished(() => program.kill());
  return program;
}

async function started(env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const program = start(env);
  await program.printed(RUNNING);
  return program;
}

async function text(path: string): Promise<string> {
  const response = await fetch(`${origin}${path}`);
  expect(response.status, path).toBe(200);
  return response.text();
}

async function served(key: string): Promise<Readonly<Record<string, unknown>>> {
  const { settings }: { settings: Readonly<Record<string, unknown>>[] } = JSON.parse(
    await text('/.well-known/lockstep'),
  );
  return settings.find((setting) => setting['key'] === key) ?? {};
}

async function explained(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const args = ['plugin/bin/lockstep.js', 'explain', IDLE];
  const program = new Program(process.execPath, args, checkout.folder, env);
  expect(await program.ended, program.output).toBe(0);
  return program.output;
}

/** The text of the reference page's part about the key. */
async function documented(): Promise<string> {
  const page = await text('/docs/reference/security');
  const from = page.indexOf(`id="${IDLE}"`) + 1 || page.indexOf(`id=${IDLE}`) + 1;
  expect(from).toBeGreaterThan(0);
  const end = page.indexOf('<h3', from);
  return page.slice(from, end).replaceAll(/<[^>]+>/g, ' ');
}

/** Signs in; the session is said to end so many seconds after one of the moments between question and answer. */
async function expectSession(
  seconds: number,
): Promise<{ readonly end: number; isOver(): Promise<boolean> }> {
  const browser = new Browser();
  const asked = Date.now();
  await signIn(browser, origin, 'alice');
  const { authenticated, expires_at: expiresAt } = await browser.me(origin);
  const answered = Date.now();
  expect(authenticated).toBe(true);
  const end = Date.parse(expiresAt ?? '');
  expect(end).toBeGreaterThanOrEqual(asked + seconds * 1000);
  expect(end).toBeLessThanOrEqual(answered + seconds * 1000);
  return { end, isOver: async () => !(await browser.me(origin)).authenticated };
}

/** Waits for the instant that a new session is said to end at, and asks again. */
async function expectEnd(seconds: number): Promise<void> {
  const session = await expectSession(seconds);
  await until(session.end - Date.now() + 1);
  expect(await session.isOver()).toBe(true);
}

describe('npm start', () => {
  it('is ready in a fresh clone, without anything in the environment, and ends with Ctrl+C', async () => {
    const program = await started();
    for (const address of ['/', '/docs/', '/auth/web/login', '/auth/web/me']) {
      expect(program.output).toContain(`${origin}${address}\n`);
    }
    expect(await text('/health/ready')).toContain('ok');
    expect(await text('/docs/')).toContain('Lockstep');
    expect(await served(IDLE)).toMatchObject({ value: 1800, source: '30m' });
    expect(await documented()).toContain('30 minutes');
    expect(await explained()).toContain('30m');
    expect(await (await expectSession(1800)).isOver()).toBe(false);

    expect(await program.interrupt()).toBe(0);
    expect(program.descendants()).toEqual([]);
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });

  it('makes a changed value of the file count everywhere', async () => {
    checkout.edit(CONFIG, 'idle_timeout = 30m', 'idle_timeout = 6s');
    onTestFinished(() => checkout.edit(CONFIG, 'idle_timeout = 6s', 'idle_timeout = 30m'));
    await started();
    expect(await documented()).toMatch(/6 seconds[\s\S]*app\.ini/);
    expect(await explained()).toMatch(/6s[\s\S]*examples\/config\/app\.ini:\d+:\d+/);
    expect(await served(IDLE)).toMatchObject({
      value: 6,
      source: '6s',
      origin: expect.stringMatching(/app\.ini:\d+:\d+$/),
    });
    await expectEnd(6);
  });

  it('lets SESSION_TIMEOUT win, and says so', async () => {
    const env = { SESSION_TIMEOUT: '5' };
    await started(env);
    expect(await explained(env)).toMatch(/5 seconds[\s\S]*SESSION_TIMEOUT/);
    expect(await explained()).not.toContain('5 seconds');
    expect(await served(IDLE)).toMatchObject({ value: 5, origin: 'SESSION_TIMEOUT' });
    await expectEnd(5);
  });

  it('ends at once and leaves nothing behind when it is stopped during the build', async () => {
    const program = start();
    await program.printed(/done {4}reading/);
    expect(await program.interrupt('SIGTERM')).toBe(130);
    expect(program.descendants()).toEqual([]);
  });
});

/** The output of a start that fails as it should: exit code 1, no stack trace, nothing left running. */
async function failure(): Promise<string> {
  const program = start();
  expect(await program.ended, program.output).toBe(1);
  expect(program.output).not.toMatch(/\n\s+at /);
  expect(program.output).not.toContain(checkout.folder);
  expect(program.descendants()).toEqual([]);
  return program.output;
}

describe('npm start that cannot', () => {
  it('names the place of a mistake in the file', async () => {
    checkout.edit(CONFIG, 'idle_timeout = 30m', 'idle_timout = 30m');
    onTestFinished(() => checkout.edit(CONFIG, 'idle_timout = 30m', 'idle_timeout = 30m'));
    const output = await failure();
    expect(output).toMatch(/app\.ini:\d+:1: error: Unknown key `security\.session\.idle_timout`/);
    expect(output).toContain('did you mean `idle_timeout`?');
  });

  it('names the place of a mistake on a page', async () => {
    const page = checkout.read('docs-site/docs/errors.md');
    onTestFinished(() => checkout.write('docs-site/docs/errors.md', page));
    checkout.write('docs-site/docs/errors.md', `${page}\n<% ini-value app.prot %>\n`);
    const line = page.split('\n').length + 1;
    const output = await failure();
    expect(output).toContain(`docs-site/docs/errors.md:${line}:14: error: There is no key`);
    expect(output).toContain('did you mean `app.port`?');
    expect(output).not.toContain('"ruleId"');
  });

  it('names a broken link', async () => {
    const page = checkout.read('docs-site/docs/errors.md');
    onTestFinished(() => checkout.write('docs-site/docs/errors.md', page));
    checkout.write('docs-site/docs/errors.md', `${page}\n[gone](/docs/nowhere)\n`);
    expect(await failure()).toContain('/docs/nowhere');
  });

  it('names a port that is in use, before it builds anything', async () => {
    const taken = createServer().listen(port, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const output = await failure();
    expect(output).toContain(`127.0.0.1:${port} is already in use`);
    expect(output).toContain('app.port');
    expect(output).not.toContain('building');
  });
});
