import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../conformance/support/relying-party.ts';
import { Browser } from '../server/bff/support/browser.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import type { TestServer } from '../server/bff/support/server.ts';
import type { MisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';
import { ask } from '../server/http/support.ts';
import { open, signIn, toCallback } from './support.ts';

const ALLOWED_HOST = 'spa.example.test';

type Server = TestServer & { readonly provider: MisbehavingProvider };

const start = (): Promise<Server> =>
  startWithMisbehaving({ 'oidc.allowed_redirect_hosts': [ALLOWED_HOST] });

/** Where `return_to` leads in the end, as a browser reads it; `undefined` when it is refused at the start. */
async function endOf(server: Server, returnTo: string): Promise<URL | undefined> {
  const browser = new Browser();
  const query = `?return_to=${encodeURIComponent(returnTo)}`;
  const begun = await open(browser, `${server.origin}/auth/web/login${query}`);
  if (outcomeOf(begun) === '400 invalid-return-to') return undefined;
  if (begun.location === undefined) throw new Error(`No sign-in: ${begun.status} ${begun.text}`);
  const landed = await browser.request(server.provider.authorize(begun.location));
  return new URL(landed.headers.get('location') ?? '', server.origin);
}

/** Spellings that some browser, proxy or framework has read as another site; OWN stands for the server's own host. */
const SPELLINGS: readonly string[] = [
  '//evil.example',
  '///evil.example',
  '////evil.example',
  String.raw`/\evil.example`,
  String.raw`\/evil.example`,
  String.raw`\\evil.example`,
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '\u0000//evil.example',
  ' //evil.example',
  '//evil.example/%2e%2e',
  '/%2f/evil.example',
  '/%2fevil.example',
  '/%5cevil.example',
  '/%252fevil.example',
  '/%25252fevil.example',
  '/%09/evil.example',
  '/%0d%0aLocation:%20https://evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/%2e%2e//evil.example',
  '/;//../..//evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  'https://evil.example',
  'HTTPS://EVIL.EXAMPLE',
  'https://OWN@evil.example',
  'https://OWN:80@evil.example',
  'https://evil.example#@OWN',
  'https://evil.example?@OWN',
  String.raw`https://evil.example\@OWN`,
  'https://evil.example/https://OWN',
  'http://OWN.evil.example',
  `https://${ALLOWED_HOST}.evil.example`,
  `https://evil${ALLOWED_HOST}`,
  `https://user@${ALLOWED_HOST}`,
  `https://${ALLOWED_HOST}:8443`,
  `http://${ALLOWED_HOST}`,
  `https://${ALLOWED_HOST}//evil.example`,
  `https://x.${ALLOWED_HOST}`,
  'http://127.0.0.1:1',
  'http://2130706433',
  'http://localhost',
  'https://\u2025evil.example',
  'https://evil\u3002example',
  'https://spa\uFF0Eexample\uFF0Etest.evil.example',
  'https://ev\u0131l.example',
  '\u2044\u2044evil.example',
  '/\uFF0Fevil.example',
  '\u00A0//evil.example',
  'javascript:alert(document.domain)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'about:blank',
  'blob:https://evil.example/x',
  'ws://evil.example',
  '@evil.example',
  '.evil.example',
  'evil.example',
  '?x',
  '',
];

describe('open redirect by return_to', () => {
  it('leads to no other site in any spelling', async () => {
    const server = await start();
    const { host, origin } = new URL(server.origin);
    for (const spelling of SPELLINGS) {
      const end = await endOf(server, spelling.replaceAll('OWN', host));
      expect([spelling, end?.origin ?? origin]).toEqual([spelling, origin]);
      expect([spelling, end?.pathname.startsWith('//') ?? false]).toEqual([spelling, false]);
    }
  });

  it('leads to no other site wherever something cuts the address', async () => {
    const server = await start();
    const { origin } = new URL(server.origin);
    for (let length = 0; length < 40; length += 1) {
      const end = await endOf(server, `//x/${'y'.repeat(length)}//evil.example`);
      expect([length, end?.origin ?? origin]).toEqual([length, origin]);
    }
  });

  it('leads where it may', async () => {
    const server = await start();
    expect((await endOf(server, '/a?b=//c#d'))?.href).toBe(`${server.origin}/a?b=//c#d`);
    expect((await endOf(server, `https://${ALLOWED_HOST}/x`))?.href).toBe(
      `https://${ALLOWED_HOST}/x`,
    );
  });

  it('leads to no other site, whatever pieces an attacker puts together', async () => {
    const server = await start();
    const { host, origin } = new URL(server.origin);
    const pieces = ['/', '\\', '%2f', '%5C', '%252f', '%09', '\t', '\n', '\u0000', '.', '..', '@'];
    const more = [':', '#', '?', ';', 'http:', 'https:', 'evil.example', host, ALLOWED_HOST, 'a'];
    const hostile = fc
      .array(fc.constantFrom(...pieces, ...more, '\u2044', '\uFF0F', '\u3002', ' '), {
        maxLength: 7,
      })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          hostile,
          hostile.map((text) => `/${text}`),
        ),
        async (text) => {
          const end = await endOf(server, text);
          if (end === undefined) return;
          expect([origin, `https://${ALLOWED_HOST}`]).toContain(end.origin);
          expect(end.username + end.password).toBe('');
          expect(decodeURIComponent(end.pathname.replaceAll(/%(?![\da-f]{2})/giu, ''))).not.toMatch(
            /^[/\\]{2}/u,
          );
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it('does not lead astray by being repeated', async () => {
    const server = await start();
    const query = '?return_to=/&return_to=https://evil.example';
    const page = await open(new Browser(), `${server.origin}/auth/web/login${query}`);
    expect(outcomeOf(page)).toBe('400 bad-request');
  });

  it('is what the login said: the callback takes no other one', async () => {
    const server = await start();
    const browser = new Browser();
    const callback = await toCallback(server, browser, '?return_to=/here');
    const landed = await browser.request(`${callback}&return_to=https://evil.example&next=//evil`);
    expect(landed.headers.get('location')).toBe('/here');
  });
});

describe('other redirects', () => {
  it('to https leads to the configured origin, whatever path and host the request names', async () => {
    const server = await startWithMisbehaving({
      'app.public_url': 'https://app.example.test',
      'app.allowed_hosts': ['app.example.test'],
      'security.require_https': true,
    });
    const paths = [
      '//evil.example',
      '/\\evil.example',
      '//evil.example/%2e%2e',
      '/%2f%2fevil',
      '/',
    ];
    for (const path of paths) {
      const headers = { host: 'app.example.test', 'x-forwarded-host': 'evil.example' };
      const answer = await ask(server.origin, path, { headers });
      const { origin } = new URL(answer.headers.location ?? '', 'http://app.example.test');
      expect([path, answer.status, origin]).toEqual([path, 301, 'https://app.example.test']);
    }
  });

  it('after signing out leads to the provider and back to the own home alone', async () => {
    const server = await startWithMisbehaving();
    const end = `${server.provider.issuer}/end`;
    server.provider.misbehaviour = {
      discovery: (honest) => ({ ...honest, end_session_endpoint: end }),
    };
    const browser = new Browser();
    await signIn(server, browser);
    const { csrf_token: token } = await browser.me(server.origin);
    const query = '?return_to=https://evil.example&post_logout_redirect_uri=https://evil.example';
    const page = await browser.request(`${server.origin}/auth/web/logout${query}`, {
      method: 'POST',
      headers: { origin: server.origin, 'x-csrf-token': token ?? '' },
    });
    const { provider_logout_url: target }: { provider_logout_url: string } = JSON.parse(page.text);
    expect(target.startsWith(`${end}?`)).toBe(true);
    expect(new URL(target).searchParams.get('post_logout_redirect_uri')).toBe(`${server.origin}/`);
    expect(target).not.toContain('evil');
  });

  it('of the account page leads back to itself', async () => {
    const server = await startWithMisbehaving();
    const page = await new Browser().request(`${server.origin}/account?x=//evil.example`);
    const { origin } = new URL(page.location ?? server.origin, server.origin);
    expect(origin).toBe(server.origin);
  });
});
