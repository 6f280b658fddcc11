import { describe, expect, it } from 'vitest';
import { AUTHORIZATION, route, startProxied, startUpstream } from './support.ts';

describe('a proxied request', () => {
  it('takes neither cookies nor claims of the client along', async () => {
    const upstream = await startUpstream();
    const server = await startProxied(route(upstream.url));
    await server.ask('/api/orders', {
      headers: {
        'accept-language': 'nl',
        authorization: 'Basic bWFsbG9yeTpzZWNyZXQ=',
        connection: 'x-drop-me, close',
        'x-drop-me': '1',
        'proxy-authorization': 'Basic x',
        te: 'trailers',
        forwarded: 'for=1.2.3.4',
        'x-forwarded-for': '1.2.3.4',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-prefix': '/admin',
        x_forwarded_for: '1.2.3.4',
        'x-real-ip': '1.2.3.4',
        'x-user-id': 'admin',
        'x-remote-user': 'admin',
        'x-original-url': '/admin',
        'x-http-method-override': 'DELETE',
        'x-csrf-token': 'token',
      },
    });
    const { host } = new URL(server.origin);
    expect(upstream.asked[0]?.headers).toEqual({
      'accept-language': 'nl',
      authorization: AUTHORIZATION,
      connection: 'keep-alive',
      forwarded: `for=127.0.0.1;host="${host}";proto=http`,
      host: new URL(upstream.url).host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
    });
  });

  it('keeps the headers of the upstream that speak for our origin from the browser', async () => {
    const upstream = await startUpstream((_request, response) => {
      response
        .writeHead(200, {
          'set-cookie': ['session=evil; Path=/', 'b=c'],
          'content-security-policy': "default-src *; script-src 'unsafe-inline'",
          'strict-transport-security': 'max-age=0',
          'access-control-allow-origin': '*',
          'access-control-allow-credentials': 'true',
          'cache-control': 'public, max-age=86400',
          'clear-site-data': '"*"',
          'service-worker-allowed': '/',
          'accept-ch': 'Sec-CH-UA-Model',
          'set-login': 'logged-out',
          'timing-allow-origin': '*',
          'secure-session-registration': '(ES256);path="/x"',
          'www-authenticate': 'Basic realm="x"',
          'x-accel-redirect': '/etc/passwd',
          'x-frame-options': 'ALLOWALL',
          'x-content-type-options': 'off',
          'x-powered-by': 'PHP',
          refresh: '0;url=https://evil.example',
          connection: 'x-drop-me',
          'x-drop-me': '1',
          'x-total': '12',
          'content-type': 'text/html',
        })
        .end('<script>alert(1)</script>');
    });
    const server = await startProxied(route(upstream.url));
    const { headers } = await server.ask('/api/orders');
    expect(headers['x-total']).toBe('12');
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    for (const name of [
      'set-cookie',
      'strict-transport-security',
      'access-control-allow-origin',
      'access-control-allow-credentials',
      'clear-site-data',
      'service-worker-allowed',
      'accept-ch',
      'set-login',
      'timing-allow-origin',
      'secure-session-registration',
      'www-authenticate',
      'x-accel-redirect',
      'x-powered-by',
      'refresh',
      'x-drop-me',
    ]) {
      expect(headers, name).not.toHaveProperty(name);
    }
  });
});
