import { describe, expect, it } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import { cookieOf, isSignedIn, open, post, signIn, toCallback } from './support.ts';

/** A session id of the right form that the attacker made up. */
const PLANTED = `session=${'A'.repeat(69)}; Path=/`;

/**
 * The attacker knows a session id, puts it into the victim's browser, waits until the victim has signed in, and comes
 * with the id (OWASP Session Fixation; ASVS 5.0 7.2.4).
 */
describe('session fixation', () => {
  it('by an id that the attacker made up: the sign-in draws another one', async () => {
    const server = await startWithMisbehaving();
    const [victim, attacker] = [new Browser(), new Browser()];
    for (const browser of [victim, attacker]) await browser.jar.setCookie(PLANTED, server.origin);
    expect((await signIn(server, victim)).status).toBe(303);
    expect(await isSignedIn(server, attacker)).toBe(false);
    expect(await isSignedIn(server, victim)).toBe(true);
    expect((await victim.cookies(server.origin)).get('session')).not.toBe('A'.repeat(69));
  });

  it('by a live session of the attacker: the victim does not go on in it, and it ends', async () => {
    const server = await startWithMisbehaving();
    const attacker = new Browser();
    await signIn(server, attacker);
    const victim = await attacker.clone();
    await signIn(server, victim);
    expect(await isSignedIn(server, attacker)).toBe(false);
    expect(await isSignedIn(server, victim)).toBe(true);
  });

  it('by a live session whose Strict cookie does not come back with the callback: it ends too', async () => {
    const server = await startWithMisbehaving();
    const attacker = new Browser();
    await signIn(server, attacker);
    const victim = await attacker.clone();
    const callback = await toCallback(server, victim);
    const cookie = (await cookieOf(victim, server.origin)).replace(/session=[\w-]+(?:; )?/u, '');
    const landed = await new Browser().request(callback, { headers: { cookie } });
    expect(landed.status).toBe(303);
    expect(await isSignedIn(server, attacker)).toBe(false);
  });

  it('by an id in the address, a header or a form: it is read from the cookie alone', async () => {
    const server = await startWithMisbehaving();
    const browser = new Browser();
    await signIn(server, browser);
    const id = (await browser.cookies(server.origin)).get('session') ?? '';
    const stranger = new Browser();
    const page = await stranger.request(
      `${server.origin}/auth/web/me?session=${id}&__Host-session=${id}`,
      { headers: { accept: 'application/json', session: id, authorization: `Bearer ${id}` } },
    );
    expect(JSON.parse(page.text)).toMatchObject({ authenticated: false });
  });

  it('by an id that stays after a change of rights: a refresh replaces it', async () => {
    const server = await startWithMisbehaving();
    const victim = new Browser();
    await signIn(server, victim);
    const before = (await victim.cookies(server.origin)).get('session');
    expect((await post(server, victim, '/auth/web/refresh')).status).toBe(200);
    expect((await victim.cookies(server.origin)).get('session')).not.toBe(before);
  });

  it('by cookies that no session has: none of them is answered with a session', async () => {
    const server = await startWithMisbehaving();
    for (const id of ['A'.repeat(69), 'A'.repeat(68), 'A'.repeat(4000), '', '%00', '../../x']) {
      const browser = new Browser();
      const headers = { cookie: `session=${id}`, accept: 'application/json' };
      const page = await browser.request(`${server.origin}/auth/web/me`, { headers });
      expect([id, page.status, JSON.parse(page.text).authenticated]).toEqual([id, 200, false]);
      expect(page.cookies.filter((text) => !text.includes('Max-Age=0'))).toEqual([]);
    }
    expect((await open(new Browser(), `${server.origin}/auth/web/sessions`)).status).toBe(401);
  });
});
