import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import { RedisServer } from '../redis/redis-server.ts';
import { administrator, askAdmin, bodyOf, idOf, signedInAs } from './support.ts';
import { startOffice, startTwoOffices } from './support.ts';
import type { Office } from './support.ts';

describe.each(['memory', 'redis'] as const)('a disabled user, sessions in %s', (store) => {
  let redis: RedisServer;
  beforeAll(async () => {
    if (store === 'redis') redis = await RedisServer.start();
  });
  afterAll(() => (store === 'redis' ? redis.stop() : undefined));

  const open = (): Promise<Office> =>
    store === 'redis' ? startTwoOffices(redis.url) : startOffice();

  it('is signed out everywhere, and comes in again when enabled', async () => {
    const office = await open();
    const [near] = office.servers;
    const far = office.servers.at(-1) ?? near;
    const admin = await administrator(office);
    const alice = await signedInAs(office, 'alice', {}, far);
    const bob = await signedInAs(office, 'bob');
    const address = `/${await idOf(alice, near)}/disabled`;
    const disabled = await askAdmin(admin, near, address, 'PUT');
    expect([disabled.status, JSON.parse(disabled.text)]).toEqual([200, { revoked: 1 }]);
    expect((await alice.me(far.origin)).authenticated).toBe(false);
    expect((await bob.me(far.origin)).authenticated).toBe(true);
    const listed = bodyOf(await askAdmin(admin, far, '?query=alice'));
    expect(listed.users).toMatchObject([{ disabled: true }]);
    const again = JSON.parse((await askAdmin(admin, far, address, 'PUT')).text);
    expect(again).toEqual({ revoked: 0 });
    await expect(signedInAs(office, 'alice', {}, far)).rejects.toThrow('403');

    expect((await askAdmin(admin, far, address, 'DELETE')).status).toBe(204);
    expect(bodyOf(await askAdmin(admin, near, '?query=alice')).users).toMatchObject([
      { disabled: false },
    ]);
    const by = { user: await idOf(admin, near), session: expect.any(String) };
    const events = [near, far].flatMap((server) =>
      server
        .log()
        .split('\n')
        .filter((line) => /admin_user_(?:dis|en)abled/u.test(line))
        .map((line): unknown => JSON.parse(line)),
    );
    expect(events).toContainEqual(expect.objectContaining({ event: 'admin_user_disabled', by }));
    expect(events).toContainEqual(expect.objectContaining({ event: 'admin_user_enabled', by }));
  });

  it('gets no session from a sign-in that was under way, even when enabled meanwhile', async () => {
    const office = await open();
    const [{ origin }] = office.servers;
    const { provider } = office;
    const admin = await administrator(office);
    const carol = await signedInAs(office, 'carol');
    const address = `/${await idOf(carol, office.servers[0])}/disabled`;
    const gate = new EventEmitter();
    const asked = once(gate, 'asked');
    provider.misbehaviour = {
      claims: (honest) => ({ ...honest, sub: 'carol', iat: Number(honest['iat']) - 2 }),
      userInfo: () => ({ sub: 'carol' }),
    };
    provider.beforeToken = async () => {
      gate.emit('asked');
      await once(gate, 'answer');
    };
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    const landing = browser.request(provider.authorize(start.location ?? ''));
    await asked;
    await askAdmin(admin, office.servers[0], address, 'PUT');
    await askAdmin(admin, office.servers[0], address, 'DELETE');
    gate.emit('answer');
    expect((await landing).status).toBe(403);
    expect((await landing).text).toContain('ended from outside');
    expect((await browser.me(origin)).authenticated).toBe(false);
  });

  it('is nobody whom there is not, nor the administrator', async () => {
    const office = await open();
    const [server] = office.servers;
    const admin = await administrator(office);
    const own = `/${await idOf(admin, server)}/disabled`;
    expect((await askAdmin(admin, server, own, 'PUT')).status).toBe(409);
    expect((await admin.me(server.origin)).authenticated).toBe(true);
    for (const method of ['PUT', 'DELETE']) {
      const nobody = '/00000000-0000-4000-8000-000000000000/disabled';
      expect((await askAdmin(admin, server, nobody, method)).status).toBe(404);
      const bob = await signedInAs(office, 'bob');
      expect((await askAdmin(bob, server, own, method)).status).toBe(403);
    }
  });
});
