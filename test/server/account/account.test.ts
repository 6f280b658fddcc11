import { describe, expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import { startWithEmbedded, startWithMisbehaving } from '../bff/support/server.ts';
import { linksOf, signedIn } from './support.ts';

/** Seconds since the sign-in, and how they are spoken of. */
const ELAPSED = [
  [59, 'just now'],
  [60, '1 minute ago'],
  [89, '1 minute ago'],
  [59 * 60 + 29, '59 minutes ago'],
  [59 * 60 + 31, '1 hour ago'],
  [89 * 60, '1 hour ago'],
  [23 * 3600, '23 hours ago'],
  [24 * 3600, '1 day ago'],
  [60 * 3600 + 1, '3 days ago'],
] as const;
const SESSION_ID = /[A-Za-z0-9_-]{69}/u;

describe('GET /account', () => {
  it('shows who is signed in and where, with public facts alone', async () => {
    const { origin, clock } = await startWithEmbedded();
    const browser = await signedIn(origin);
    clock.advance(180);
    await signedIn(origin);
    const page = await browser.request(`${origin}/account`);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.text).toContain('Alice Example');
    expect(page.text).toContain('alice@example.test');
    expect(page.text).toContain('3 minutes ago');
    expect(page.text.match(/This browser/gu)).toHaveLength(1);
    expect(page.text).not.toMatch(
      /<script(?!\s+type="module"\s+src="\/assets\/[\w.-]+"\s*><\/script>)|<style| style=| on\w+=/u,
    );
    expect(page.text).not.toMatch(SESSION_ID);
    expect(linksOf(page).filter((link) => link.startsWith('/account/sessions/'))).toHaveLength(1);
  });

  it('escapes what the provider says', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    await browser.request(provider.authorize(start.location ?? ''));
    const { text } = await browser.request(`${origin}/account`);
    expect(text).toContain('Alice &lt;script&gt;');
    expect(text).not.toContain('<script>');
  });

  it('leads people who are not signed in to sign in, and back', async () => {
    const { origin } = await startWithEmbedded();
    const page = await new Browser().request(`${origin}/account`);
    expect(page.status).toBe(303);
    expect(page.headers.get('location')).toBe('/auth/web/login?return_to=/account');
  });

  it('asks once more when the navigation came from elsewhere, without the cookie', async () => {
    const { origin } = await startWithEmbedded();
    const headers = { 'sec-fetch-site': 'cross-site' };
    const page = await new Browser().request(`${origin}/account`, { headers });
    expect(page.status).toBe(200);
    expect(page.headers.get('refresh')).toBe('0; url=/account?arrived');
    const again = await new Browser().request(`${origin}/account?arrived`, { headers });
    expect(again.status).toBe(303);
  });

  it('answers programs with problem details', async () => {
    const { origin } = await startWithEmbedded();
    const headers = { accept: 'application/json' };
    const page = await new Browser().request(`${origin}/account`, { headers });
    expect(page.status).toBe(401);
    expect(JSON.parse(page.text)).toMatchObject({ type: '/problems/authentication-required' });
  });

  it('is not there when it is turned off', async () => {
    const { origin } = await startWithEmbedded({ 'account.enabled': false });
    const browser = await signedIn(origin);
    const pages = ['', '/others', '/sign-out', '/everywhere'].map((path) =>
      browser.request(`${origin}/account${path}`),
    );
    expect((await Promise.all(pages)).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(linksOf(await browser.request(origin))).not.toContain('/account');
  });

  it.each(['-1', '1.5', '1e3', '99999', '<b>'])(
    'says nothing about %j ended ones',
    async (ended) => {
      const { origin } = await startWithEmbedded();
      const browser = await signedIn(origin);
      const page = await browser.request(`${origin}/account?ended=${encodeURIComponent(ended)}`);
      expect(page.text).not.toContain('role="status"');
    },
  );
});

describe('what is said of a session', () => {
  it('is when it ends if it is not used, or when it ends anyway', async () => {
    const { origin, clock } = await startWithEmbedded({
      'security.session.idle_timeout': '30m',
      'security.session.absolute_timeout': '1h',
      'security.session.rotation_interval': 0,
    });
    const browser = await signedIn(origin);
    expect((await browser.request(`${origin}/account`)).text).toContain(
      '<dt>Ends if not used</dt>',
    );
    clock.advance(29 * 60);
    await browser.me(origin);
    clock.advance(29 * 60);
    const { text } = await browser.request(`${origin}/account`);
    expect(text).toContain('<dt>Ends</dt>');
    expect(text).toMatch(/<dt>Ends<\/dt>\s*<dd>\s*in 2 minutes/u);
  });

  it('is how long ago it was begun, in the largest unit that fits', async () => {
    const { origin, clock } = await startWithEmbedded({
      'security.session.idle_timeout': '90d',
      'security.session.absolute_timeout': '90d',
      'security.session.rotation_interval': 0,
    });
    const browser = await signedIn(origin);
    let elapsed = 0;
    for (const [seconds, said] of ELAPSED) {
      clock.advance(seconds - elapsed);
      elapsed = seconds;
      const { text } = await browser.request(`${origin}/account`);
      expect(text, `after ${seconds}`).toMatch(
        new RegExp(`<dt>Signed in</dt>\\s*<dd>\\s*${said}\\s`, 'u'),
      );
    }
  });

  it('keeps names that run the other way to themselves', async () => {
    const { origin, provider } = await startWithMisbehaving();
    provider.misbehaviour = { userInfo: () => ({ sub: 'alice', name: 'ליאור' }) };
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    await browser.request(provider.authorize(start.location ?? ''));
    const { text } = await browser.request(`${origin}/account`);
    expect(text).toContain('<bdi>ליאור</bdi>');
    expect(text).toContain('nowhere else');
  });
});
