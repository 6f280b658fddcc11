import { describe, expect, it } from 'vitest';
import { Browser } from './support/browser.ts';
import { startWithMisbehaving } from './support/server.ts';

const problemType = (text: string): string => {
  const problem: { type: string } = JSON.parse(text);
  return problem.type;
};
const asJson = { headers: { accept: 'application/json' } };

describe('login transactions', () => {
  it('let sign-ins in two tabs both succeed, in either order', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const first = await browser.request(`${origin}/auth/web/login?return_to=/first`);
    const second = await browser.request(`${origin}/auth/web/login?return_to=/second`);
    const answers = [second, first].map((page) => provider.authorize(page.location ?? ''));
    expect((await browser.request(answers[0] ?? '')).location).toBe(`${origin}/second`);
    expect((await browser.request(answers[1] ?? '')).location).toBe(`${origin}/first`);
    expect((await browser.me(origin)).authenticated).toBe(true);
  });

  it('are Lax, HttpOnly, short-lived cookies that show nothing', async () => {
    const { origin } = await startWithMisbehaving({ 'security.session.login_ttl': 120 });
    const page = await new Browser().request(`${origin}/auth/web/login?return_to=/where-to`);
    expect(page.cookies).toHaveLength(1);
    const [pair = '', ...attributes] = (page.cookies[0] ?? '').split('; ');
    expect(pair).toMatch(/^session-login-[\w-]{12}=[\w-]+$/u);
    // An hour longer than they are good: who comes late is told so.
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=3720', 'Path=/', 'SameSite=Lax']);
    expect(Buffer.from(pair.split('=')[1] ?? '', 'base64url').toString('latin1')).not.toContain(
      'where-to',
    );
  });

  it('never pile up: five stay, the oldest go', async () => {
    const { origin, clock, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const starts = [];
    for (let index = 0; index < 8; index += 1) {
      starts.push(await browser.request(`${origin}/auth/web/login?return_to=/${index}`));
      clock.advance(1);
    }
    const open = [...(await browser.cookies(origin)).keys()].filter((name) =>
      name.startsWith('session-login-'),
    );
    expect(open).toHaveLength(5);
    const outcomes = [];
    for (const start of starts) {
      const page = await browser.request(provider.authorize(start.location ?? ''), asJson);
      outcomes.push(page.status);
    }
    expect(outcomes).toEqual([400, 400, 400, 303, 303, 303, 303, 303]);
    expect([...(await browser.cookies(origin)).keys()]).toEqual(['session']);
  });

  it('never outgrow a line of a request header: long ones push out more', async () => {
    const { origin, clock, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const long = `/${'a'.repeat(1000)}`;
    let start = await browser.request(`${origin}/auth/web/login?return_to=${long}`);
    for (let index = 0; index < 5; index += 1) {
      clock.advance(1);
      start = await browser.request(`${origin}/auth/web/login?return_to=${long}${index}`);
      expect((await browser.jar.getCookieString(origin)).length).toBeLessThan(4500);
    }
    expect((await browser.cookies(origin)).size).toBe(2);
    const landed = await browser.request(provider.authorize(start.location ?? ''));
    expect(landed.location).toBe(`${origin}${long}4`);
  });

  it('take cookies away that cannot be read or are too old', async () => {
    const { origin, clock } = await startWithMisbehaving();
    const browser = new Browser();
    await browser.request(`${origin}/auth/web/login`);
    await browser.jar.setCookie('session-login-garbage12345=abc; Path=/', origin);
    clock.advance(600);
    await browser.request(`${origin}/auth/web/login`);
    expect((await browser.cookies(origin)).size).toBe(1);
  });

  it.each(['a b', '\u00ff', 'a,b', '"', '', '__proto__', 'x'.repeat(3000)])(
    'of a name that is not ours change nothing: %j',
    async (tag) => {
      const { origin } = await startWithMisbehaving();
      const cookie = `session-login-${tag}=1; session=%ff; session=\u00ff`;
      const page = await new Browser().request(`${origin}/auth/web/login`, { headers: { cookie } });
      expect(page.status).toBe(303);
      expect(page.cookies).toHaveLength(1);
    },
  );

  it('that somebody planted by the hundred do not make an answer that proxies refuse', async () => {
    const { origin } = await startWithMisbehaving();
    const names = Array.from({ length: 300 }, (_, index) =>
      `session-login-${index}`.padEnd(26, 'x'),
    );
    const cookie = names.map((name) => `${name}=1`).join('; ');
    const page = await new Browser().request(`${origin}/auth/web/login`, { headers: { cookie } });
    expect(page.status).toBe(303);
    expect(page.cookies).toHaveLength(11);
  });

  it('expire after login_ttl by the clock of the server', async () => {
    const { origin, clock, provider } = await startWithMisbehaving({
      'security.session.login_ttl': 60,
    });
    const browser = new Browser();
    const early = await browser.request(`${origin}/auth/web/login`);
    const late = await browser.request(`${origin}/auth/web/login`);
    clock.advance(59.999);
    expect((await browser.request(provider.authorize(early.location ?? ''))).status).toBe(303);
    clock.advance(0.001);
    const page = await browser.request(provider.authorize(late.location ?? ''), asJson);
    expect(page.status).toBe(400);
    expect(problemType(page.text)).toBe('/problems/login-expired');
  });

  it('work once', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    const callback = provider.authorize(start.location ?? '');
    expect((await browser.request(callback)).status).toBe(303);
    const again = await browser.request(callback, asJson);
    expect(again.status).toBe(400);
    expect(problemType(again.text)).toBe('/problems/login-state-invalid');
    expect((await browser.me(origin)).authenticated).toBe(true);
  });

  it('belong to the browser that started them', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const attacker = new Browser();
    const start = await attacker.request(`${origin}/auth/web/login`);
    const callback = provider.authorize(start.location ?? '');
    const victim = new Browser();
    await victim.request(`${origin}/auth/web/login`);
    const page = await victim.request(callback, asJson);
    expect(page.status).toBe(400);
    expect(problemType(page.text)).toBe('/problems/login-state-invalid');
    expect((await victim.me(origin)).authenticated).toBe(false);
    expect(provider.tokenRequests).toHaveLength(0);
  });

  it.each([
    ['no state', ''],
    ['an empty state', '?code=x&state='],
    ['an unknown state', '?code=x&state=unknown'],
    ['no parameters but an error', '?error=access_denied'],
    ['a huge code', `?state=x&code=${'c'.repeat(8000)}`],
  ])('are needed for a callback: %s', async (_name, query) => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    await browser.request(`${origin}/auth/web/login`);
    const page = await browser.request(`${origin}/auth/web/callback${query}`, asJson);
    expect(page.status).toBe(400);
    expect(problemType(page.text)).toBe('/problems/login-state-invalid');
    expect(provider.tokenRequests).toHaveLength(0);
  });

  it('are not exchanged between states: a tampered cookie is no transaction', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const first = await browser.request(`${origin}/auth/web/login`);
    const second = await browser.request(`${origin}/auth/web/login`);
    const [one = '', other = ''] = [first, second].map(
      (page) => (page.cookies[0] ?? '').split(';')[0],
    );
    const cookie = `${one.split('=')[0]}=${other.split('=')[1]}`;
    const page = await new Browser().request(provider.authorize(first.location ?? ''), {
      headers: { cookie, accept: 'application/json' },
    });
    expect(page.status).toBe(400);
  });
});
