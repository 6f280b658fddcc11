import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlUserStore } from '../../../server/src/users/sql-user.store.ts';
import { Browser } from '../bff/support/browser.ts';
import type { Me, Page } from '../bff/support/browser.ts';
import type { MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import { startTestServer, startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import { openForTest, temporaryDatabase } from '../database/open.ts';
import { PostgresServer } from '../database/postgres-server.ts';

type Claims = Readonly<Record<string, unknown>>;
type Started = TestServer & { readonly provider: MisbehavingProvider };

const JSON_PLEASE = { accept: 'application/json' };

/** Signs in somebody about whom the provider says this; the answer is that of the callback. */
async function signIn(
  { origin, provider }: Pick<Started, 'origin' | 'provider'>,
  claims: Claims = {},
  browser = new Browser(),
): Promise<{ readonly page: Page; readonly browser: Browser }> {
  const { sub = 'alice' } = claims;
  provider.misbehaviour = {
    claims: (honest) => ({ ...honest, sub }),
    userInfo: () => ({ name: 'Alice', ...claims, sub }),
  };
  const start = await browser.request(`${origin}/auth/web/login`);
  const callback = provider.authorize(start.location ?? '');
  const page = await browser.request(callback, { headers: JSON_PLEASE });
  return { page, browser };
}

async function meOf(server: Started, claims: Claims = {}): Promise<Me['user']> {
  const { page, browser } = await signIn(server, claims);
  expect(page.status, page.text).toBe(303);
  return (await browser.me(server.origin)).user;
}

function problemOf({ status, text, headers }: Page): Claims {
  const { type }: Claims = JSON.parse(text);
  return { status, type, retryAfter: headers.get('retry-after') };
}

describe('who somebody is', () => {
  it('is told by an id of ours, the same at every sign-in and after a restart', async () => {
    const url = temporaryDatabase();
    const server = await startWithMisbehaving({ 'database.url': url });
    const first = await meOf(server);
    const renamed = await meOf(server, { name: 'Alice Married', email: 'new@example.test' });
    expect(first?.['id']).toMatch(/^[\da-f-]{36}$/u);
    expect(renamed).toMatchObject({ id: first?.['id'], name: 'Alice Married' });
    await server.running.close();
    const restarted = await startWithMisbehaving({
      'database.url': url,
      'oidc.providers.main.issuer': server.provider.issuer,
    });
    expect(await meOf({ ...restarted, provider: server.provider })).toMatchObject({
      id: first?.['id'],
    });
    const stored = new SqlUserStore(await openForTest(url));
    expect(await stored.list({ limit: 10 })).toHaveLength(1);
  });

  it('is one user, however many browsers sign in for the first time at once', async () => {
    const server = await startWithMisbehaving();
    const people = await Promise.all(Array.from({ length: 20 }, () => meOf(server)));
    // The eldest sessions of them have made way for the newest ones by now.
    const ids = people.flatMap((user) => (user === null ? [] : [user['id']]));
    expect(new Set(ids).size).toBe(1);
    expect(server.log().match(/user_created/gu)).toHaveLength(1);
  });

  it('is never taken from the email address', async () => {
    const server = await startWithMisbehaving();
    const claims = { email: 'shared@example.test', email_verified: true };
    const alice = await meOf(server, { ...claims, sub: 'alice' });
    const mallory = await meOf(server, { ...claims, sub: 'Alice' });
    expect(mallory?.['id']).not.toBe(alice?.['id']);
  });

  it.each([
    ['a NUL', 'alice\u0000bob'],
    ['a line break', 'alice\r\nbob'],
    ['half a character', 'alice\uD83D'],
    ['too many characters', 'x'.repeat(256)],
  ])('is refused when the subject has %s', async (_what, sub) => {
    const server = await startWithMisbehaving();
    const { page, browser } = await signIn(server, { sub });
    expect(problemOf(page)).toMatchObject({
      status: 502,
      type: '/problems/provider-response-invalid',
    });
    expect((await browser.me(server.origin)).authenticated).toBe(false);
  });

  it.each(['x'.repeat(255), "'; drop table users; --", 'Zoë 😀', '__proto__', 'constructor'])(
    'may be %s',
    async (sub) => {
      const server = await startWithMisbehaving();
      expect(await meOf(server, { sub })).toMatchObject({ sub });
      expect(await meOf(server, { sub: 'alice' })).toMatchObject({ sub: 'alice' });
    },
  );
});

describe('who may come in', () => {
  it('is nobody new where provisioning is denied', async () => {
    const url = temporaryDatabase();
    const open = await startWithMisbehaving({ 'database.url': url });
    const known = await meOf(open);
    const closed = await startWithMisbehaving({
      'database.url': url,
      'users.provisioning': 'deny',
      'oidc.providers.main.issuer': open.provider.issuer,
    });
    const server = { ...closed, provider: open.provider };
    expect(await meOf(server)).toMatchObject({ id: known?.['id'] });
    const { page, browser } = await signIn(server, { sub: 'bob' });
    expect(problemOf(page)).toMatchObject({ status: 403, type: '/problems/user-not-known' });
    expect((await browser.cookies(server.origin)).has('session')).toBe(false);
    expect(await new SqlUserStore(await openForTest(url)).list({ limit: 10 })).toHaveLength(1);
  });

  it('is nobody whose account is disabled', async () => {
    const url = temporaryDatabase();
    const server = await startWithMisbehaving({ 'database.url': url });
    const user = await meOf(server);
    await new SqlUserStore(await openForTest(url)).setDisabled(String(user?.['id']), 1);
    const { page, browser } = await signIn(server);
    expect(page.status).toBe(403);
    expect(problemOf(page)).toMatchObject({ status: 403, type: '/problems/user-disabled' });
    expect((await browser.me(server.origin)).authenticated).toBe(false);
  });

  it('is told on a page that names the reason', async () => {
    const { origin, provider } = await startWithMisbehaving({ 'users.provisioning': 'deny' });
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    const page = await browser.request(provider.authorize(start.location ?? ''));
    expect(page.status).toBe(403);
    expect(page.text).toContain('There is no account for this identity');
    expect(page.text).toContain('user-not-known');
  });
});

describe('claims', () => {
  it('come from where the settings say, by whole name first and else by path', async () => {
    const server = await startWithMisbehaving({
      'users.claims.name': 'display_name',
      'users.claims.email': 'mail',
      'users.claims.email_verified': 'mail_checked',
      'users.claims.preferred_username': 'account.login',
      'users.claims.roles': 'realm_access.roles',
      'users.claims.groups': 'https://example.com/groups',
    });
    const user = await meOf(server, {
      name: 'not this one',
      display_name: 'Alice Example',
      mail: 'alice@example.test',
      mail_checked: true,
      account: { login: 'alice1' },
      realm_access: { roles: ['admin'] },
      'realm_access.roles': ['editor'],
      'https://example.com/groups': 'staff',
    });
    expect(user).toMatchObject({
      name: 'Alice Example',
      email: 'alice@example.test',
      email_verified: true,
      preferred_username: 'alice1',
      roles: ['editor'],
      groups: ['staff'],
    });
  });

  it('of another type or size are left out', async () => {
    const server = await startWithMisbehaving({ 'users.claims.groups': 'constructor.name' });
    const user = await meOf(server, {
      name: { first: 'Alice' },
      email: `${'x'.repeat(256)}@example.test`,
      email_verified: 'true',
      preferred_username: 'a\u0000b',
      roles: ['a', 'a', 1, null, '', ['b'], { c: 1 }, 'x'.repeat(257), 'z\n'],
    });
    expect(Object.keys(user ?? {}).toSorted()).toEqual(['id', 'iss', 'roles', 'sub']);
    expect(user).toMatchObject({ roles: ['a'] });
  });

  it('have at most 100 roles', async () => {
    const server = await startWithMisbehaving();
    const roles = Array.from({ length: 1000 }, (_, index) => `role-${index}`);
    const user = await meOf(server, { roles, groups: [] });
    expect(user).toMatchObject({ roles: roles.slice(0, 100), groups: [] });
  });
});

describe('the database under the server', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await PostgresServer.start();
  });
  afterAll(() => postgres.stop());

  it('may go and come back: sessions live, sign-ins are told to wait, readiness says so', async () => {
    const url = await postgres.database();
    const server = await startWithMisbehaving({ 'database.url': url });
    const ready = async (): Promise<number> =>
      (await new Browser().request(`${server.origin}/health/ready`)).status;
    const { browser } = await signIn(server);
    expect(await ready()).toBe(200);
    await postgres.kill();
    expect(await ready()).toBe(503);
    expect((await browser.me(server.origin)).authenticated).toBe(true);
    const { page, browser: other } = await signIn(server, { sub: 'bob' });
    expect(problemOf(page)).toEqual({
      status: 503,
      type: '/problems/database-unavailable',
      retryAfter: '2',
    });
    expect((await other.me(server.origin)).authenticated).toBe(false);
    await postgres.resume();
    expect(await ready()).toBe(200);
    expect((await signIn(server, { sub: 'bob' })).page.status).toBe(303);
    expect(server.log()).not.toContain(postgres.password);
  });

  it('keeps a server from starting when it cannot be reached, and the password is not told', async () => {
    await postgres.kill();
    const start = startTestServer({
      'app.environment': 'test',
      'app.port': 0,
      'docs.enabled': false,
      'database.url': postgres.url('app'),
    });
    const error: unknown = await start.catch((reason: unknown) => reason);
    await postgres.resume();
    const { message } = error instanceof Error ? error : { message: '' };
    expect(message).toContain(
      `the database 127.0.0.1:${postgres.port}/app cannot be used: connect`,
    );
    expect(message).not.toContain(postgres.password);
  });
});
