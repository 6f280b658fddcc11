import { describe } from 'vitest';
import { outcomeOfPage, who } from './observe.ts';
import { probe } from './probe.ts';
import { finishSignIn, signIn, startSignIn, withProvider } from './sign-in.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

describe('evidence for [security.session]', () => {
  probe({
    key: 'security.session.idle_timeout',
    title: 'a session that nobody uses ends',
    description: 'Somebody signs in and sends no request for 31 minutes.',
    a: { value: '30m', sees: 'not signed in' },
    b: { value: '1h', sees: 'signed in as alice' },
    prepare: withProvider({
      observe: async ({ url, clock }, idp) => {
        const { browser } = await signIn(url, idp);
        clock.advance(31 * MINUTE);
        return who(await browser.me(url));
      },
    }),
  });

  probe({
    key: 'security.session.absolute_timeout',
    title: 'a session ends however busy it is',
    description: 'Somebody signs in and sends a request every 20 minutes for 9 hours.',
    a: { value: '8h', sees: 'not signed in' },
    b: { value: '12h', sees: 'signed in as alice' },
    prepare: withProvider({
      observe: async ({ url, clock }, idp) => {
        const { browser } = await signIn(url, idp);
        for (let time = 0; time < 9 * HOUR; time += 20 * MINUTE) {
          await browser.me(url);
          clock.advance(20 * MINUTE);
        }
        return who(await browser.me(url));
      },
    }),
  });

  probe({
    key: 'security.session.login_ttl',
    title: 'a sign-in that takes too long is refused',
    description: 'Somebody starts to sign in and comes back from the provider after 11 minutes.',
    a: { value: '10m', sees: '400 login-expired' },
    b: { value: '15m', sees: '303 to /' },
    prepare: withProvider({
      observe: async ({ url, clock }, idp) => {
        const started = await startSignIn(url);
        clock.advance(11 * MINUTE);
        return outcomeOfPage((await finishSignIn(started, idp)).page);
      },
    }),
  });
});
