import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ask, problemOf } from '../http/support.ts';
import { AUTHORIZATION, route, startProxied, startUpstream } from './support.ts';

const ALL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe('a proxied request', () => {
  it('goes to the upstream with the access token, and its answer comes back', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(201, { 'content-type': 'text/plain', etag: '"7"' }).end('ahoy');
    });
    const server = await startProxied(route(`${upstream.url}/v2`));
    const answer = await server.ask('/api/orders/7?full=1&x=%2f');
    expect([answer.status, answer.text, answer.headers.etag]).toEqual([201, 'ahoy', '"7"']);
    expect(upstream.asked).toHaveLength(1);
    const [{ method, target, headers } = {}] = upstream.asked as readonly Partial<
      (typeof upstream.asked)[number]
    >[];
    expect([method, target]).toEqual(['GET', '/v2/orders/7?full=1&x=%2f']);
    expect(headers?.authorization).toBe(AUTHORIZATION);
    expect(headers?.host).toBe(new URL(upstream.url).host);
  });

  it('with a body sends it on, whatever its type', async () => {
    const upstream = await startUpstream((request, response) => {
      void text(request).then((body) => response.end(`${request.headers['content-type']}:${body}`));
    });
    const server = await startProxied(route(upstream.url, { methods: ALL }));
    for (const type of ['application/json', 'text/csv', 'application/x-www-form-urlencoded']) {
      const headers = { ...server.own, 'content-type': type, 'content-length': '8' };
      const answer = await server.ask('/api/orders', { method: 'POST', headers, body: '{"a": 1}' });
      expect(answer.text).toBe(`${type}:{"a": 1}`);
    }
    const chunked = { ...server.own, 'content-type': 'text/plain', 'transfer-encoding': 'chunked' };
    const answer = await server.ask('/api/orders', {
      method: 'PUT',
      headers: chunked,
      body: 'abc',
    });
    expect(answer.text).toBe('text/plain:abc');
    expect(upstream.asked.map(({ headers }) => headers['content-length'])).toEqual([
      '8',
      '8',
      '8',
      undefined,
    ]);
  });

  it('without a session is refused, and tells nothing about the routes', async () => {
    const upstream = await startUpstream();
    const { origin } = await startProxied(route(upstream.url));
    for (const path of ['/api/orders', '/api/orders/7', '/api/nowhere', '/api']) {
      for (const accept of ['application/json', 'text/html']) {
        const answer = await ask(origin, path, { headers: { accept } });
        expect(problemOf(answer)).toMatchObject({ type: '/problems/authentication-required' });
        expect(answer.status).toBe(401);
      }
    }
    expect(upstream.asked).toEqual([]);
  });

  it.each(['/api', '/api/', '/api/order', '/api/orders2', '/api/Orders', '/api/orders.json'])(
    'to %s has no route',
    async (path) => {
      const upstream = await startUpstream();
      const server = await startProxied(route(upstream.url));
      expect((await server.ask(path)).status).toBe(404);
      expect(upstream.asked).toEqual([]);
    },
  );

  it('goes to the longest path', async () => {
    const [all, orders, archive] = [
      await startUpstream(),
      await startUpstream(),
      await startUpstream(),
    ];
    const server = await startProxied({
      'proxy.routes.all': { path: '/', upstream: all.url },
      'proxy.routes.orders': { path: '/orders', upstream: orders.url, strip_prefix: true },
      'proxy.routes.archive': { path: '/orders/archive', upstream: archive.url },
    });
    const paths = ['/api', '/api/x', '/api/orders', '/api/orders/7', '/api/orders/archive/3'];
    for (const path of paths) expect((await server.ask(path)).status).toBe(200);
    const targets = [all, orders, archive].map(({ asked }) => asked.map(({ target }) => target));
    expect(targets).toEqual([['/', '/x'], ['/', '/7'], ['/orders/archive/3']]);
  });

  it('with another method is refused with those that are allowed', async () => {
    const upstream = await startUpstream();
    const server = await startProxied(route(upstream.url, { methods: ['POST', 'GET'] }));
    for (const method of ['DELETE', 'PUT', 'OPTIONS', 'HEAD']) {
      const answer = await server.ask('/api/orders', { method, headers: server.own });
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'GET, POST']);
    }
    expect(upstream.asked).toEqual([]);
  });

  it('that changes something needs a CSRF token, or at least the own origin', async () => {
    const upstream = await startUpstream();
    const server = await startProxied({
      ...route(upstream.url, { methods: ALL }),
      'proxy.routes.open': {
        path: '/open',
        upstream: upstream.url,
        methods: ['POST'],
        require_csrf: false,
      },
    });
    const send = async (
      path: string,
      headers: Readonly<Record<string, string>>,
    ): Promise<string> => {
      const answer = await server.ask(path, { method: 'POST', headers });
      return answer.status === 200 ? 'ok' : problemOf(answer).type.replace('/problems/', '');
    };
    const { origin } = server;
    expect(await send('/api/orders', { origin })).toBe('csrf-token-missing');
    expect(await send('/api/orders', { origin, 'x-csrf-token': 'x' })).toBe('csrf-token-invalid');
    expect(await send('/api/orders', { ...server.own, origin: 'https://evil.example' })).toBe(
      'origin-mismatch',
    );
    expect(await send('/api/open', {})).toBe('origin-mismatch');
    expect(await send('/api/open', { origin, 'sec-fetch-site': 'same-site' })).toBe(
      'origin-mismatch',
    );
    expect(upstream.asked).toEqual([]);
    expect(await send('/api/orders', server.own)).toBe('ok');
    expect(await send('/api/open', { origin })).toBe('ok');
  });

  it('is sent with renewed tokens; where the provider refuses them, the session is over', async () => {
    const upstream = await startUpstream();
    const server = await startProxied({
      ...route(upstream.url),
      'security.session.rotation_interval': 0,
    });
    const sent = (): string | undefined => upstream.asked.at(-1)?.headers.authorization;
    await server.ask('/api/orders');
    const before = sent();
    server.clock.advance(290);
    expect((await server.ask('/api/orders')).status).toBe(200);
    expect(sent()).not.toBe(before);
    server.provider.misbehaviour = { tokenStatus: 400, token: () => ({ error: 'invalid_grant' }) };
    server.clock.advance(290);
    const answer = await server.ask('/api/orders');
    expect(problemOf(answer).type).toBe('/problems/provider-session-ended');
    expect(answer.status).toBe(401);
    expect(String(answer.headers['set-cookie'])).toContain('Max-Age=0');
    expect(upstream.asked).toHaveLength(2);
  });
});

describe('a redirect of the upstream', () => {
  it.each([
    ['/v2/orders/8', '/api/orders/8'],
    ['8?x=1#y', '/api/orders/8?x=1#y'],
    ['/v2/orders/../orders/9', '/api/orders/9'],
    ['/admin', undefined],
    ['../../admin', undefined],
    ['/v2/ordersx', undefined],
    ['https://files.example/x', 'https://files.example/x'],
    ['//files.example/x', 'http://files.example/x'],
    ['javascript:alert(1)', undefined],
  ])('to %s leads to %s', async (location, expected) => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    const server = await startProxied(route(`${upstream.url}/v2`));
    const answer = await server.ask('/api/orders/7');
    expect([answer.status, answer.headers.location]).toEqual([302, expected]);
    expect(upstream.asked).toHaveLength(1);
  });
});

describe('the session cookie', () => {
  it('is rotated by proxied requests too', async () => {
    const upstream = await startUpstream();
    const server = await startProxied({
      ...route(upstream.url),
      'security.session.rotation_interval': 60,
    });
    server.clock.advance(61);
    const answer = await server.ask('/api/orders');
    expect(String(answer.headers['set-cookie'])).toMatch(/^[\w-]+=[\w-]{69};/u);
  });
});
