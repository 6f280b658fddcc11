import { describe, expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import { startWithEmbedded, startWithMisbehaving } from '../bff/support/server.ts';
import { askToEndOther, formOf, linksOf, signedIn, submit } from './support.ts';

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

describe('signing another session out', () => {
  it('asks first, ends it, and says so after a redirect', async () => {
    const { origin } = await startWithEmbedded();
    const [first, second] = [await signedIn(origin), await signedIn(origin)];
    const question = await askToEndOther(first, origin);
    expect((await second.me(origin)).authenticated).toBe(true);

    const answer = await submit(first, question);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account?ended=1']);
    expect((await second.me(origin)).authenticated).toBe(false);
    expect((await first.me(origin)).authenticated).toBe(true);
    const page = await first.follow(answer);
    expect(page.text).toContain('1 session was signed out.');

    const again = await submit(first, question);
    expect(again.headers.get('location')).toBe('/account?ended=0');
    expect((await first.request(question.url)).headers.get('location')).toBe('/account?ended=0');
  });

  it('ends all others at once', async () => {
    const { origin } = await startWithEmbedded();
    const [first, second, third, bob] = [
      await signedIn(origin),
      await signedIn(origin),
      await signedIn(origin),
      await signedIn(origin, 'bob'),
    ];
    const question = await first.request(`${origin}/account/others`);
    const answer = await submit(first, question);
    expect(answer.headers.get('location')).toBe('/account?ended=2');
    const states = [first, second, third, bob].map(
      async (each) => (await each.me(origin)).authenticated,
    );
    expect(await Promise.all(states)).toEqual([true, false, false, true]);
  });

  it("does not end somebody else's", async () => {
    const { origin } = await startWithEmbedded();
    const [alice, bob] = [await signedIn(origin), await signedIn(origin, 'bob')];
    await signedIn(origin);
    const { action } = formOf(await askToEndOther(alice, origin));
    const question = await bob.request(`${origin}/account/others`);
    const { fields } = formOf(question);
    const answer = await bob.request(action, { form: fields, headers: { origin } });
    expect(answer.headers.get('location')).toBe('/account?ended=0');
    expect(linksOf(await alice.request(`${origin}/account`)).join()).toContain(
      '/account/sessions/',
    );
  });

  it.each([
    ['without the token', { fields: {} }, 403, 'csrf-token-missing'],
    ['with a wrong token', { fields: { csrf_token: 'x' } }, 403, 'csrf-token-invalid'],
    [
      'from another origin',
      { headers: { origin: 'https://evil.example' } },
      403,
      'origin-mismatch',
    ],
    ['from a sandbox', { headers: { origin: 'null' } }, 403, 'origin-mismatch'],
    [
      'as another kind of body',
      { headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
  ])('is refused %s', async (_name, changes, status, reason) => {
    const { origin } = await startWithEmbedded();
    const [first, second] = [await signedIn(origin), await signedIn(origin)];
    const page = await submit(first, await askToEndOther(first, origin), changes);
    expect(page.status).toBe(status);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain(`<code>${reason}</code>`);
    expect((await second.me(origin)).authenticated).toBe(true);
  });

  it('is refused with the token of another session', async () => {
    const { origin } = await startWithEmbedded();
    const [first, second] = [await signedIn(origin), await signedIn(origin)];
    const { csrf_token: token } = await second.me(origin);
    const fields = { csrf_token: token ?? '' };
    const page = await submit(first, await askToEndOther(first, origin), { fields });
    expect(page.text).toContain('csrf-token-invalid');
    expect((await second.me(origin)).authenticated).toBe(true);
  });

  it('leads to sign in when the own session is over', async () => {
    const { origin, clock } = await startWithEmbedded();
    const [first] = [await signedIn(origin), await signedIn(origin)];
    const question = await askToEndOther(first, origin);
    clock.advance(24 * 3600);
    const answer = await submit(first, question);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/auth/web/login?return_to=/account',
    ]);
  });
});

describe('signing out everywhere', () => {
  it('asks, ends every session of the person, and leads to the provider', async () => {
    const { origin, log } = await startWithEmbedded();
    const [first, second, bob] = [
      await signedIn(origin),
      await signedIn(origin),
      await signedIn(origin, 'bob'),
    ];
    const question = await first.request(`${origin}/account/everywhere`);
    expect(question.headers.get('content-security-policy')).not.toContain('form-action');
    expect((await submit(first, question, { fields: {} })).status).toBe(403);
    expect((await second.me(origin)).authenticated).toBe(true);
    const answer = await submit(first, question);
    expect(answer.status).toBe(303);
    expect(answer.location).toContain('/session/end?');
    expect(answer.cookies.join()).toContain('Max-Age=0');
    const states = [first, second, bob].map(async (each) => (await each.me(origin)).authenticated);
    expect(await Promise.all(states)).toEqual([false, false, true]);
    expect(log().match(/"event":"session_revoked"/gu)).toHaveLength(2);
  });
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

describe('signing out of this browser', () => {
  it('ends the session and leads to the provider', async () => {
    const policy = "default-src 'self'; form-action 'self'; frame-ancestors 'none'";
    const { origin } = await startWithEmbedded({
      'security.headers.content_security_policy': policy,
    });
    const [first, second] = [await signedIn(origin), await signedIn(origin)];
    const question = await first.request(`${origin}/account/sign-out`);
    expect(question.headers.get('content-security-policy')).toBe(
      "default-src 'self'; frame-ancestors 'none'",
    );
    const answer = await submit(first, question);
    expect(answer.status).toBe(303);
    expect(answer.location).toContain('/session/end?');
    expect((await first.me(origin)).authenticated).toBe(false);
    expect((await second.me(origin)).authenticated).toBe(true);
  });

  it('leads home whoever is signed out already, instead of signing them in again', async () => {
    const { origin } = await startWithEmbedded();
    const browser = await signedIn(origin);
    const question = await browser.request(`${origin}/account/sign-out`);
    const clicks = [await submit(browser, question), await submit(browser, question)];
    expect(clicks.map(({ location }) => location)).toEqual([
      expect.stringContaining('/session/end?'),
      `${origin}/`,
    ]);
    const back = await browser.request(question.url);
    expect([back.status, back.location]).toEqual([303, `${origin}/`]);
  });

  it('needs the token', async () => {
    const { origin } = await startWithEmbedded();
    const browser = await signedIn(origin);
    const question = await browser.request(`${origin}/account/sign-out`);
    expect((await submit(browser, question, { fields: {} })).status).toBe(403);
    expect((await browser.me(origin)).authenticated).toBe(true);
  });
});
