import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../conformance/support/relying-party.ts';
import { Browser } from '../server/bff/support/browser.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import { problemOf } from '../server/http/support.ts';
import {
  head,
  open as openWire,
  route,
  startProxied,
  startUpstream,
} from '../server/proxy/support.ts';
import { isSignedIn, open, signIn, toCallback } from './support.ts';

type Headers = Readonly<Record<string, string>>;

const FORM = 'application/x-www-form-urlencoded';

/** Everything that changes something in the name of whoever is signed in. */
const TARGETS: readonly (readonly [method: string, path: string, body: string])[] = [
  ['POST', '/auth/web/logout', ''],
  ['POST', '/auth/web/logout?scope=all', ''],
  ['POST', '/auth/web/refresh', ''],
  ['DELETE', '/auth/web/sessions?scope=others', ''],
  ['DELETE', '/auth/web/sessions/x', ''],
  ['POST', '/account/sign-out', 'yes=1'],
  ['POST', '/account/others', 'yes=1'],
  ['POST', '/account/sessions/x', 'yes=1'],
  ['POST', '/api/orders', 'item=1'],
  ['PUT', '/api/orders/1', 'item=1'],
  ['DELETE', '/api/orders/1', ''],
];

/** What a page of the attacker makes a browser send along with the cookies. OWN is the server's origin. */
const FORGERIES: readonly (readonly [string, Headers])[] = [
  ['a form of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['a form of a sibling site', { origin: 'OWN', 'sec-fetch-site': 'same-site' }],
  ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['an old browser', { referer: 'https://evil.example/OWN' }],
  ['a browser that says nothing', {}],
  ['a text that is JSON', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
  ['a file form', { origin: 'null', 'content-type': 'multipart/form-data; boundary=x' }],
  ['another port of the host', { origin: 'http://127.0.0.1:1' }],
  ['a port that is none', { origin: 'http://127.0.0.1:99999' }],
  ['an origin that only begins like ours', { origin: 'OWN.evil.example' }],
  ['an origin with a user', { referer: 'http://OWN@evil.example/' }],
  ['two origins', { origin: 'OWN, https://evil.example' }],
  ['bytes that are no text', { origin: '\u00FF', 'x-csrf-token': '\u00FF\u00E9' }],
];

async function startVictim() {
  const upstream = await startUpstream();
  const methods = ['GET', 'POST', 'PUT', 'DELETE'];
  const server = await startProxied(route(upstream.url, { methods }));
  return { ...server, upstream };
}

type Victim = Awaited<ReturnType<typeof startVictim>>;

async function forge(
  victim: Victim,
  [method, path, body]: (typeof TARGETS)[number],
  headers: Headers,
): Promise<number> {
  const filled = Object.entries(headers).map(([name, value]) => [
    name,
    value.replaceAll('OWN', victim.origin),
  ]);
  const all = { 'content-type': FORM, ...Object.fromEntries(filled) };
  const answer = await victim.ask(path, { method, headers: all, body });
  return answer.status;
}

/** Nothing but a refusal: 403, or 415 where the body is none that the page reads. */
const REFUSALS: ReadonlySet<number> = new Set([403, 415]);

describe('a forged request', () => {
  it.each(FORGERIES)('by %s changes nothing, wherever it goes', async (_name, headers) => {
    const victim = await startVictim();
    for (const target of TARGETS) {
      const status = await forge(victim, target, headers);
      expect([...target, status, REFUSALS.has(status)]).toEqual([...target, status, true]);
    }
    expect(victim.upstream.asked).toEqual([]);
    expect(await isSignedIn(victim, victim.browser)).toBe(true);
  });

  it('by a page that learned a token fails by its origin', async () => {
    const victim = await startVictim();
    const token = victim.own['x-csrf-token'] ?? '';
    for (const target of TARGETS) {
      const [method, path, sent] = target;
      const body = sent === '' ? '' : `csrf_token=${token}`;
      for (const foreign of [
        { origin: 'https://evil.example' },
        { referer: 'https://evil.example/' },
        { origin: victim.origin, 'sec-fetch-site': 'cross-site' },
        {},
      ]) {
        const headers = { ...foreign, 'x-csrf-token': token };
        const status = await forge(victim, [method, path, body], headers);
        expect([method, path, foreign, status]).toEqual([method, path, foreign, 403]);
      }
    }
    expect(await isSignedIn(victim, victim.browser)).toBe(true);
  });

  it('by a page of the own origin, such as injected markup, fails without the token', async () => {
    const victim = await startVictim();
    const attacker = new Browser();
    await signIn(victim, attacker);
    const { csrf_token: foreign } = await attacker.me(victim.origin);
    for (const token of ['', 'x', 'a.b.c', foreign ?? '', `${victim.own['x-csrf-token']}x`]) {
      for (const [method, path, sent] of TARGETS) {
        const body = sent === '' ? '' : `csrf_token=${encodeURIComponent(token)}`;
        const headers = { origin: victim.origin, 'x-csrf-token': token };
        const status = await forge(victim, [method, path, body], headers);
        expect([token, method, path, status]).toEqual([token, method, path, 403]);
      }
    }
    expect(victim.upstream.asked).toEqual([]);
  });

  it('by a link or an image changes nothing: only the method counts that was sent', async () => {
    const victim = await startVictim();
    const headers = {
      'x-http-method-override': 'POST',
      'x-http-method': 'DELETE',
      'x-method-override': 'DELETE',
      'sec-fetch-site': 'cross-site',
    };
    for (const [, path] of TARGETS.filter(([, each]) => each.startsWith('/auth'))) {
      const url = `${path}${path.includes('?') ? '&' : '?'}_method=DELETE`;
      await victim.ask(url, { method: 'GET', headers });
      await victim.ask(url, { method: 'HEAD', headers });
    }
    await victim.ask('/api/orders', { method: 'GET', headers });
    expect(await isSignedIn(victim, victim.browser)).toBe(true);
    const [asked] = victim.upstream.asked;
    expect(Object.keys(asked?.headers ?? {}).filter((name) => /method/u.test(name))).toEqual([]);
  });

  it('by a WebSocket of another site is not opened', async () => {
    const victim = await startVictim();
    const { host } = new URL(victim.origin);
    for (const origin of ['Origin: https://evil.example', 'Origin: null', 'X: no origin']) {
      const lines = [
        `Host: ${host}`,
        `Cookie: ${victim.cookie}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        origin,
      ];
      const wire = openWire(victim.port, head('GET /api/orders HTTP/1.1', ...lines));
      await once(wire.socket, 'close');
      expect([origin, wire.received().split('\r\n')[0]]).toEqual([
        origin,
        'HTTP/1.1 403 Forbidden',
      ]);
    }
    expect(victim.upstream.asked).toEqual([]);
  });

  it('is not allowed by a preflight', async () => {
    const victim = await startVictim();
    for (const [, path] of TARGETS) {
      const headers = {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-csrf-token',
      };
      const answer = await victim.ask(path, { method: 'OPTIONS', headers });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('is told apart by its reason, and never by a failure of ours', async () => {
    const victim = await startVictim();
    const headers = { origin: 'http://127.0.0.1:99999', 'x-csrf-token': '\u00FF' };
    const answer = await victim.ask('/auth/web/logout', { method: 'POST', headers });
    expect(problemOf(answer).type).toBe('/problems/origin-mismatch');
    expect(victim.log()).toContain('malicious_csrf');
  });
});

/** The attacker wants the victim to be signed in as the attacker, and to leave data there. */
describe('login CSRF', () => {
  it("fails: the attacker's authorization response is of no use in another browser", async () => {
    const server = await startWithMisbehaving();
    const [attacker, victim] = [new Browser(), new Browser()];
    const callback = await toCallback(server, attacker);
    expect(outcomeOf(await open(victim, callback))).toBe('400 login-state-invalid');
    expect(await isSignedIn(server, victim)).toBe(false);
    expect(server.provider.tokenRequests).toHaveLength(0);
  });

  it('fails while a sign-in of the victim is under way, and leaves that one alone', async () => {
    const server = await startWithMisbehaving();
    const [attacker, victim] = [new Browser(), new Browser()];
    const callback = await toCallback(server, attacker);
    const own = await toCallback(server, victim);
    expect(outcomeOf(await open(victim, callback))).toBe('400 login-state-invalid');
    expect(server.provider.tokenRequests).toHaveLength(0);
    expect(outcomeOf(await open(victim, own))).toBe('303');
  });

  it('does not sign anybody out: a sign-in that was only begun ends no session', async () => {
    const server = await startWithMisbehaving();
    const victim = new Browser();
    await signIn(server, victim);
    const headers = { 'sec-fetch-site': 'cross-site' };
    for (let round = 0; round < 10; round += 1) {
      await victim.request(`${server.origin}/auth/web/login`, { headers });
    }
    await open(victim, `${server.origin}/auth/web/callback?state=x&error=access_denied`);
    expect(await isSignedIn(server, victim)).toBe(true);
  });
});
