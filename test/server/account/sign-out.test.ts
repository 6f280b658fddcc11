import { describe, expect, it } from 'vitest';
import { startWithEmbedded } from '../bff/support/server.ts';
import { askToEndOther, formOf, linksOf, signedIn, submit } from './support.ts';

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
