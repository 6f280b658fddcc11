import { describe, expect, it } from 'vitest';
import { until } from '../server/redis/redis-server.ts';
import { signedIn, startRedis, untilReady } from './support.ts';

describe('a Redis that goes away while the provider renews tokens', () => {
  it('costs nobody the new refresh token', async () => {
    const redis = await startRedis(['appendonly', 'yes'], ['appendfsync', 'always']);
    const { server, browser, provider } = await signedIn({ 'redis.url': redis.url });
    const { csrf_token: token } = await browser.me(server.origin);
    const headers = { origin: server.origin, 'x-csrf-token': token ?? '' };
    const refresh = (): ReturnType<typeof browser.request> =>
      browser.request(`${server.origin}/auth/web/refresh`, { method: 'POST', headers });
    server.clock.advance(5 * 60);
    provider.beforeToken = async () => {
      provider.beforeToken = () => Promise.resolve();
      await redis.kill();
    };
    const first = refresh();
    await until(async () => server.log().includes('"redis_unavailable"'));
    await redis.resume();
    expect((await first).status).toBe(200);

    await untilReady(server);
    server.clock.advance(5 * 60);
    const { csrf_token: next } = await browser.me(server.origin);
    headers['x-csrf-token'] = next ?? '';
    expect((await refresh()).status).toBe(200);
    const used = provider.tokenRequests
      .map(({ form }) => form.get('refresh_token'))
      .filter((each) => each !== null);
    expect(new Set(used).size).toBe(2);
  });
});
