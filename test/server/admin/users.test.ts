import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenStreams } from '../../../server/src/proxy/open-streams.ts';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { startWithEmbedded } from '../bff/support/server.ts';
import { head, open, route, startUpstream } from '../proxy/support.ts';
import { RedisServer } from '../redis/redis-server.ts';
import { administrator, askAdmin, bodyOf, idOf, signedInAs } from './support.ts';
import { startOffice, startTwoOffices } from './support.ts';
import type { Office } from './support.ts';

type Settings = Readonly<Record<string, unknown>>;

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What a problem says, without the name of the request. */
function problemOf({ status, text }: Page): unknown {
  const { instance: _, title: __, ...rest }: Record<string, unknown> = JSON.parse(text);
  return { httpStatus: status, ...rest };
}

describe('GET /admin/users', () => {
  it('lists everybody, oldest first, with what they sign in with', async () => {
    const office = await startOffice();
    const [{ clock, origin }] = office.servers;
    const [server] = office.servers;
    const admin = await administrator(office);
    const started = new Date(clock.now()).toISOString();
    clock.advance(60);
    await signedInAs(office, 'alice', { name: 'Alice', email: 'alice@example.test' });
    const { users, next } = bodyOf(await askAdmin(admin, server, ''));
    expect(next).toBeNull();
    expect(users[0]).toEqual({
      id: await idOf(admin, server),
      name: 'Root',
      email: null,
      preferred_username: null,
      roles: ['reader', 'admin'],
      disabled: false,
      created_at: started,
      last_sign_in_at: started,
      identities: [
        {
          issuer: office.provider.issuer,
          subject: 'root',
          provider: 'main',
          last_sign_in_at: started,
        },
      ],
    });
    expect(users.map(({ name }) => name)).toEqual(['Root', 'Alice']);
    const page = await admin.request(`${origin}/admin/users`);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('finds by a part of the name, page by page', async () => {
    const office = await startOffice();
    const [server] = office.servers;
    const admin = await administrator(office);
    for (const sub of ['a%', 'b%', 'c%', 'd']) {
      server.clock.advance(1);
      await signedInAs(office, sub, { name: sub });
    }
    const one = bodyOf(await askAdmin(admin, server, '?query=%25&limit=2'));
    expect(one.users.map(({ name }) => name)).toEqual(['a%', 'b%']);
    expect(one.next).toBe(one.users[1]?.id);
    const rest = `?query=%25&limit=2&after=${one.next}`;
    const two = bodyOf(await askAdmin(admin, server, rest));
    expect([two.users.map(({ name }) => name), two.next]).toEqual([['c%'], null]);
    const none = bodyOf(await askAdmin(admin, server, '?query=nobody-at-all'));
    expect(none).toEqual({ users: [], next: null });
  });

  it.each([
    '?limit=0',
    '?limit=101',
    '?limit=1e1',
    '?limit=5&limit=6',
    `?query=${'x'.repeat(101)}`,
    '?query=%00',
    '?after=x',
    `?after=${NOBODY}`,
  ])('refuses %s', async (query) => {
    const office = await startOffice();
    const page = await askAdmin(await administrator(office), office.servers[0], query);
    expect(problemOf(page)).toMatchObject({ httpStatus: 400, type: '/problems/bad-request' });
  });
});

describe('whoever is no administrator', () => {
  const paths = ['', `/${NOBODY}/sessions`, '/%00/sessions'];

  it('learns nothing, whatever there is', async () => {
    const office = await startOffice();
    const [server] = office.servers;
    const alice = await signedInAs(office, 'alice', { roles: ['reader', 'admins', 'Admin'] });
    const own = `/${await idOf(alice, server)}/sessions`;
    const asked = [...paths, own].map((rest) => askAdmin(alice, server, rest));
    const ending = [`/${NOBODY}/sessions`, own, `${own}/x`].map((rest) =>
      askAdmin(alice, server, rest, 'DELETE'),
    );
    const answers = await Promise.all([...asked, ...ending]);
    expect(new Set(answers.map((page) => JSON.stringify(problemOf(page))))).toEqual(
      new Set(['{"httpStatus":403,"type":"/problems/administrator-required","status":403}']),
    );
    expect((await alice.me(server.origin)).authenticated).toBe(true);
    expect(server.log()).toContain('"event":"admin_refused"');
  });

  it('has to be signed in at all', async () => {
    const office = await startOffice();
    const [{ origin }] = office.servers;
    for (const path of paths) {
      const page = await new Browser().request(`${origin}/admin/users${path}`);
      expect(page.status).toBe(401);
    }
  });

  it('finds no such address where no role makes administrators', async () => {
    const office = await startOffice({ 'users.admin_role': undefined });
    const [server] = office.servers;
    const admin = await administrator(office);
    expect((await askAdmin(admin, server, '')).status).toBe(404);
    const { origin } = await startWithEmbedded();
    expect((await new Browser().request(`${origin}/admin/users`)).status).toBe(404);
  });
});

describe.each(['memory', 'redis'] as const)('sessions of a user in %s', (store) => {
  let redis: RedisServer;
  beforeAll(async () => {
    if (store === 'redis') redis = await RedisServer.start();
  });
  afterAll(() => (store === 'redis' ? redis.stop() : undefined));

  const start = (settings: Settings = {}): Promise<Office> =>
    store === 'redis' ? startTwoOffices(redis.url, settings) : startOffice(settings);

  it('are listed and ended, one by one and all at once, everywhere', async () => {
    const office = await start();
    const [near] = office.servers;
    const far = office.servers.at(-1) ?? near;
    const admin = await administrator(office);
    const alice = await signedInAs(office, 'alice');
    const others = [
      await signedInAs(office, 'alice', {}, far),
      await signedInAs(office, 'alice'),
      await signedInAs(office, 'bob'),
    ];
    const states = (): Promise<readonly boolean[]> =>
      Promise.all(
        [alice, ...others].map(async (each) => (await each.me(near.origin)).authenticated),
      );
    const [own, bobs] = [
      `/${await idOf(alice, near)}/sessions`,
      `/${await idOf(others[2] ?? alice, near)}/sessions`,
    ];
    const { sessions } = bodyOf(await askAdmin(admin, near, own));
    expect(sessions.map(({ current }) => current)).toEqual([false, false, false]);
    const handle = `/${sessions[0]?.handle}`;
    for (const missing of [bobs + handle, `${own}/x`, `/${NOBODY}/sessions${handle}`]) {
      expect((await askAdmin(admin, near, missing, 'DELETE')).status).toBe(404);
    }
    expect((await states()).filter(Boolean)).toHaveLength(4);
    expect((await askAdmin(admin, far, own + handle, 'DELETE')).status).toBe(204);
    expect((await states()).filter(Boolean)).toHaveLength(3);

    const { origin } = near;
    const forged = await admin.request(origin + '/admin/users' + own, {
      method: 'DELETE',
      headers: { origin, accept: 'application/json' },
    });
    expect(problemOf(forged)).toMatchObject({ type: '/problems/csrf-token-missing' });
    expect((await states()).filter(Boolean)).toHaveLength(3);
    expect(JSON.parse((await askAdmin(admin, far, own, 'DELETE')).text)).toEqual({ revoked: 2 });
    expect(await states()).toEqual([false, false, false, true]);
    expect(JSON.parse((await askAdmin(admin, far, own, 'DELETE')).text)).toEqual({ revoked: 0 });
    expect((await admin.me(origin)).authenticated).toBe(true);
  });

  it('end with their streams, in one line of the log that says who did it', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    });
    const office = await start(route(upstream.url));
    const [near] = office.servers;
    const far = office.servers.at(-1) ?? near;
    const admin = await administrator(office);
    const alice = await signedInAs(office, 'alice');
    const [id, adminId] = [await idOf(alice, near), await idOf(admin, near)];
    const cookie = await alice.jar.getCookieString(near.origin);
    const { host, port } = new URL(near.origin);
    const lines = ['GET /api/orders HTTP/1.1', `Host: ${host}`, `Cookie: ${cookie}`];
    const wire = open(Number(port), head(...lines, 'User-Agent: node'));
    await wire.until('text/event-stream');
    const closed = once(wire.socket, 'close');
    expect((await askAdmin(admin, far, `/${id}/sessions`, 'DELETE')).status).toBe(200);
    // What another instance does is noticed by the sweep, which need not be waited for.
    await near.running.app.get(OpenStreams, { strict: false }).sweep();
    await closed;
    const told = far
      .log()
      .split('\n')
      .filter((line) => line.includes('admin_sessions_revoked'));
    expect(told).toHaveLength(1);
    const record: unknown = JSON.parse(told[0] ?? '');
    const by = { user: adminId, session: expect.any(String) };
    expect(record).toMatchObject({ user: id, sessions: [expect.any(String)], by });
  });

  it('include the own one, and then the administrator is signed out', async () => {
    const office = await start();
    const [server] = office.servers;
    const admin = await administrator(office);
    const own = `/${await idOf(admin, server)}/sessions`;
    const { sessions } = bodyOf(await askAdmin(admin, server, own));
    expect(sessions.map(({ current }) => current)).toEqual([true]);
    const answer = await askAdmin(admin, server, `${own}/${sessions[0]?.handle}`, 'DELETE');
    expect([answer.status, (await admin.cookies(server.origin)).size]).toEqual([204, 0]);
  });
});
