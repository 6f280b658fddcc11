import { Cookie, CookieJar } from 'tough-cookie';
import { describe, expect, it } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import type { TestServer } from '../server/bff/support/server.ts';
import type { MisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';
import { ask } from '../server/http/support.ts';
import type { Answer } from '../server/http/support.ts';
import { cookieOf, isSignedIn, signIn } from './support.ts';

const PUBLIC = 'https://app.example.test';
const SIBLING = 'https://evil.example.test';
const FORWARDED = { host: 'app.example.test', 'x-forwarded-proto': 'https' };

type Server = TestServer & { readonly provider: MisbehavingProvider };

const startSecure = (): Promise<Server> =>
  startWithMisbehaving({
    'app.public_url': PUBLIC,
    'app.trusted_proxies': ['127.0.0.0/8'],
    'security.session.binding_user_agent': 'off',
  });

/** A browser on https, behind whatever ends TLS. Its jar obeys the rules for name prefixes (RFC 6265bis 4.1.3). */
class SecureBrowser {
  readonly jar = new CookieJar(undefined, { prefixSecurity: 'strict' });
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  async request(address: string, extra = ''): Promise<Answer> {
    const { pathname, search } = new URL(address, PUBLIC);
    const own = await this.jar.getCookieString(PUBLIC + pathname);
    const cookie = [extra, own].filter((text) => text !== '').join('; ');
    const headers = { ...FORWARDED, accept: 'application/json', ...(cookie && { cookie }) };
    const answer = await ask(this.#server.origin, pathname + search, { headers });
    for (const text of answer.headers['set-cookie'] ?? []) await this.jar.setCookie(text, PUBLIC);
    return answer;
  }

  async signIn(): Promise<void> {
    const start = await this.request('/auth/web/login');
    await this.request(this.#server.provider.authorize(start.headers.location ?? ''));
  }

  async me(extra = ''): Promise<{ readonly authenticated: boolean }> {
    return JSON.parse((await this.request('/auth/web/me', extra)).text);
  }

  async session(): Promise<Cookie | undefined> {
    const cookies = await this.jar.getCookies(PUBLIC);
    return cookies.find(({ key }) => key === '__Host-session');
  }
}

/**
 * The attacker runs a page on a sibling host, which may set cookies for the whole site, and cannot read ours
 * (RFC 6265bis 8.6). They want the victim to act in the attacker's session, or to be locked out.
 */
describe('cookie tossing from a sibling host', () => {
  it('cannot set the session cookie: its name demands this host', async () => {
    const server = await startSecure();
    const [victim, attacker] = [new SecureBrowser(server), new SecureBrowser(server)];
    await attacker.signIn();
    const [cookie] = await attacker.jar.getCookies(PUBLIC);
    const tossed = `${cookie?.cookieString()}; Domain=example.test; Path=/; Secure`;
    await expect(victim.jar.setCookie(tossed, SIBLING)).rejects.toThrow('__Host');
    expect((await victim.me()).authenticated).toBe(false);
  });

  it('cannot stand in for it by a name that is nearly the same', async () => {
    const server = await startSecure();
    const [victim, attacker] = [new SecureBrowser(server), new SecureBrowser(server)];
    await attacker.signIn();
    const { value } = (await attacker.session()) ?? { value: '' };
    const names = [
      'session',
      '__Secure-session',
      '__host-session',
      '__HOST-session',
      '__Host-Session',
      '\u00A0__Host-session',
      '\u0085__Host-session',
      '\u00E2\u0080\u0080__Host-session',
      '__Host-session\u00A0',
      '%5F%5FHost-session',
      '__Host%2Dsession',
      '__Host-session[0]',
      '__Host-session.x',
      '"__Host-session"',
      '$Version=1; $__Host-session',
    ];
    for (const name of names) {
      const { authenticated } = await victim.me(`${name}=${value}`);
      expect([name, authenticated]).toEqual([name, false]);
    }
    expect((await victim.me(`__Host-session=${value}`)).authenticated).toBe(true);
    for (const name of ['session', '__host-session']) {
      await victim.jar.setCookie(`${name}=${value}; Domain=example.test; Path=/; Secure`, SIBLING, {
        ignoreError: true,
      });
    }
    expect((await victim.me()).authenticated).toBe(false);
  });

  it('cannot add a second one under the same name: then nobody is signed in', async () => {
    const server = await startSecure();
    const [victim, attacker] = [new SecureBrowser(server), new SecureBrowser(server)];
    await Promise.all([victim.signIn(), attacker.signIn()]);
    const { value } = (await attacker.session()) ?? { value: '' };
    for (const extra of [`__Host-session=${value}`, '__Host-session=', '__Host-session=x']) {
      expect([extra, (await victim.me(extra)).authenticated]).toEqual([extra, false]);
    }
    expect((await victim.me()).authenticated).toBe(true);
  });

  it('cannot plant a sign-in of the attacker: its cookie demands this host too', async () => {
    const server = await startSecure();
    const [victim, attacker] = [new SecureBrowser(server), new SecureBrowser(server)];
    const start = await attacker.request('/auth/web/login');
    const callback = server.provider.authorize(start.headers.location ?? '');
    const [transaction] = await attacker.jar.getCookies(PUBLIC);
    const plain = transaction?.cookieString().replace('__Host-', '');
    await victim.jar.setCookie(`${plain}; Domain=example.test; Path=/; Secure`, SIBLING);
    const page = await victim.request(callback);
    expect([page.status, server.provider.tokenRequests.length]).toEqual([400, 0]);
    expect((await victim.me()).authenticated).toBe(false);
  });

  it('cannot move a sign-in to the name of another one', async () => {
    const server = await startSecure();
    const [victim, attacker] = [new SecureBrowser(server), new SecureBrowser(server)];
    const own = await victim.request('/auth/web/login');
    await attacker.request('/auth/web/login');
    const [mine] = await victim.jar.getCookies(PUBLIC);
    const [theirs] = await attacker.jar.getCookies(PUBLIC);
    const moved = `${mine?.key}=${theirs?.value}; Path=/; Secure; HttpOnly`;
    await victim.jar.setCookie(moved, PUBLIC);
    const callback = server.provider.authorize(own.headers.location ?? '');
    expect((await victim.request(callback)).status).toBe(400);
    expect(server.provider.tokenRequests).toHaveLength(0);
  });
});

describe('the cookies that this server sets', () => {
  it('are for this host alone, over https alone, and not for scripts', async () => {
    const server = await startSecure();
    const victim = new SecureBrowser(server);
    const start = await victim.request('/auth/web/login');
    const landed = await victim.request(server.provider.authorize(start.headers.location ?? ''));
    const set = [start, landed].flatMap(({ headers }) => headers['set-cookie'] ?? []);
    expect(set.length).toBeGreaterThanOrEqual(3);
    for (const text of set) {
      const cookie = Cookie.parse(text);
      expect(cookie?.key).toMatch(/^__Host-/u);
      expect([cookie?.secure, cookie?.httpOnly, cookie?.path, cookie?.domain]).toEqual([
        true,
        true,
        '/',
        null,
      ]);
      expect(cookie?.sameSite).toMatch(/^(?:strict|lax)$/u);
    }
  });
});

describe('cookie bombs', () => {
  it('that fit the header do not keep a person out, and are not answered by more', async () => {
    const server = await startWithMisbehaving();
    const victim = new Browser();
    await signIn(server, victim);
    const bombs = Array.from({ length: 60 }, (_, index) => `b${index}=${'x'.repeat(100)}`);
    const cookie = [...bombs, await cookieOf(victim, server.origin)].join('; ');
    const headers = { cookie, accept: 'application/json' };
    const page = await new Browser().request(`${server.origin}/auth/web/me`, { headers });
    expect(JSON.parse(page.text)).toMatchObject({ authenticated: true });
    expect(page.cookies).toEqual([]);
  });

  it('that do not fit get 431 and a reason, and hurt nobody else', async () => {
    const server = await startWithMisbehaving();
    const victim = new Browser();
    await signIn(server, victim);
    const headers = { cookie: `b=${'x'.repeat(32_000)}` };
    const page = await new Browser().request(`${server.origin}/auth/web/me`, { headers });
    expect(page.status).toBe(431);
    expect(page.headers.get('content-type')).toMatch(/^application\/problem\+json/u);
    expect(await isSignedIn(server, victim)).toBe(true);
  });

  it('of names that objects have do no harm', async () => {
    const server = await startWithMisbehaving();
    const cookie = '__proto__=x; constructor=x; toString=x; hasOwnProperty=x; session=%E0%A4%A';
    const page = await new Browser().request(`${server.origin}/auth/web/me`, {
      headers: { cookie, accept: 'application/json' },
    });
    expect([page.status, JSON.parse(page.text).authenticated]).toEqual([200, false]);
  });
});
