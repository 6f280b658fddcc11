import { describe } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import type { MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import { outcomeOfPage, who } from './observe.ts';
import { probe } from './probe.ts';
import type { Probed } from './probe.ts';
import { signIn, withProvider } from './sign-in.ts';

const MINUTE = 60;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const SAFARI = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15';
const BEHIND_PROXY = '[app]\ntrusted_proxies[] = 127.0.0.0/8\n';

type Headers = Readonly<Record<string, string>>;

/** Signs in with some headers and asks who is signed in with others. */
async function moved(
  { url }: Probed,
  idp: MisbehavingProvider,
  before: Headers,
  after: Headers,
): Promise<string> {
  const browser = new Browser();
  const accept = { accept: 'application/json' };
  const start = await browser.request(`${url}/auth/web/login`, { headers: before });
  const callback = idp.authorize(start.location ?? '');
  await browser.request(callback, { headers: { ...accept, ...before } });
  const page = await browser.request(`${url}/auth/web/me`, { headers: { ...accept, ...after } });
  return who(JSON.parse(page.text));
}

const from = (address: string): Headers => ({ 'x-forwarded-for': address });

async function sessionId({ url }: Probed, browser: Browser): Promise<string | undefined> {
  return (await browser.cookies(url)).get('session');
}

describe('evidence for [security.session]: ids, limits and bindings', () => {
  probe({
    key: 'security.session.rotation_interval',
    title: 'an id is replaced when it is this old',
    description: 'Somebody signs in and sends a request 16 minutes later.',
    a: { value: '15m', sees: 'a new id' },
    b: { value: '1h', sees: 'the same id' },
    prepare: withProvider({
      observe: async (probed, idp) => {
        const { browser } = await signIn(probed.url, idp);
        const before = await sessionId(probed, browser);
        probed.clock.advance(16 * MINUTE);
        await browser.me(probed.url);
        return (await sessionId(probed, browser)) === before ? 'the same id' : 'a new id';
      },
    }),
  });

  probe({
    key: 'security.session.rotation_grace',
    title: 'a replaced id answers for this long',
    description:
      'Somebody gets a new id, uses it, and sends a request with the old one a minute later.',
    a: { value: '30s', sees: 'not signed in' },
    b: { value: '5m', sees: 'signed in as alice' },
    prepare: withProvider({
      observe: async ({ url, clock }, idp) => {
        const { browser } = await signIn(url, idp);
        const old = await browser.clone();
        clock.advance(16 * MINUTE);
        await browser.me(url);
        await browser.me(url);
        clock.advance(MINUTE);
        return who(await old.me(url));
      },
    }),
  });

  probe({
    key: 'security.session.max_concurrent',
    title: 'a user has no more sessions than this',
    description: 'Somebody signs in with four browsers; the first one is asked who is signed in.',
    a: { value: '3', sees: 'not signed in' },
    b: { value: '4', sees: 'signed in as alice' },
    prepare: withProvider({
      observe: async ({ url, clock }, idp) => {
        const { browser } = await signIn(url, idp);
        for (let count = 1; count < 4; count += 1) {
          clock.advance(1);
          await signIn(url, idp);
        }
        return who(await browser.me(url));
      },
    }),
  });

  probe({
    key: 'security.session.on_limit',
    title: 'a sign-in over the limit ends the oldest session or is refused',
    description: 'One session is allowed, and somebody signs in with a second browser.',
    a: { value: 'evict_oldest', sees: '303 to /' },
    b: { value: 'reject', sees: '409 session-limit-reached' },
    prepare: withProvider({
      base: '[security.session]\nmax_concurrent = 1\n',
      observe: async ({ url }, idp) => {
        await signIn(url, idp);
        return outcomeOfPage((await signIn(url, idp)).page);
      },
    }),
  });

  probe({
    key: 'security.session.binding_user_agent',
    title: 'a session in another browser ends',
    description: 'Somebody signs in with Firefox, and the session is used from Safari.',
    a: { value: 'revoke', sees: 'not signed in' },
    b: { value: 'warn', sees: 'signed in as alice' },
    prepare: withProvider({
      observe: (probed, idp) =>
        moved(probed, idp, { 'user-agent': FIREFOX }, { 'user-agent': SAFARI }),
    }),
  });

  probe({
    key: 'security.session.binding_ip',
    title: 'a session from another network ends',
    description: 'Somebody signs in from 192.0.2.1, and the session is used from 198.51.100.1.',
    a: { value: 'revoke', sees: 'not signed in' },
    b: { value: 'warn', sees: 'signed in as alice' },
    prepare: withProvider({
      base: BEHIND_PROXY,
      observe: (probed, idp) => moved(probed, idp, from('192.0.2.1'), from('198.51.100.1')),
    }),
  });

  probe({
    key: 'security.session.binding_ip_prefix_v4',
    title: 'addresses with the same first bits are one network',
    description:
      '`binding_ip` is `revoke`. Somebody signs in from 192.0.2.1, and the session is used from 192.0.3.1.',
    a: { value: '24', sees: 'not signed in' },
    b: { value: '16', sees: 'signed in as alice' },
    prepare: withProvider({
      base: `${BEHIND_PROXY}[security.session]\nbinding_ip = revoke\n`,
      observe: (probed, idp) => moved(probed, idp, from('192.0.2.1'), from('192.0.3.1')),
    }),
  });

  probe({
    key: 'security.session.binding_ip_prefix_v6',
    title: 'IPv6 addresses with the same first bits are one network',
    description:
      '`binding_ip` is `revoke`. Somebody signs in from 2001:db8:0:100::1, and the session is used from 2001:db8:0:200::1.',
    a: { value: '56', sees: 'not signed in' },
    b: { value: '48', sees: 'signed in as alice' },
    prepare: withProvider({
      base: `${BEHIND_PROXY}[security.session]\nbinding_ip = revoke\n`,
      observe: (probed, idp) =>
        moved(probed, idp, from('2001:db8:0:100::1'), from('2001:db8:0:200::1')),
    }),
  });
});
