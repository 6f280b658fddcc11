import { describe } from 'vitest';
import { outcomeOfPage, who } from './observe.ts';
import { probe } from './probe.ts';
import { signIn, signOut, withProvider } from './sign-in.ts';

const HOUR = 3600;
const SESSION = '[security.session]\nidle_timeout = 2d\nabsolute_timeout = 2d\n';

describe('evidence for [security.csrf]', () => {
  probe({
    key: 'security.csrf.enabled',
    title: 'a state-changing request needs a token',
    description: 'In development, somebody signs out without a CSRF token.',
    a: { value: 'true', sees: '403 csrf-token-missing' },
    b: { value: 'false', sees: '204' },
    prepare: withProvider({
      base: '[app]\nenvironment = development\n',
      observe: async ({ url }, idp) =>
        outcomeOfPage(await signOut(await signIn(url, idp), url, {})),
    }),
  });

  probe({
    key: 'security.csrf.mode',
    title: 'report mode lets a forged request through and logs it',
    description: 'A sign-out comes without a CSRF token.',
    a: { value: 'enforce', sees: '403 csrf-token-missing, still signed in as alice; logged' },
    b: { value: 'report', sees: '204, not signed in; logged' },
    prepare: withProvider({
      observe: async ({ url, log }, idp) => {
        const visit = await signIn(url, idp);
        const outcome = outcomeOfPage(await signOut(visit, url, {}));
        const after = who(await visit.browser.me(url));
        const isLogged = log.some((line) => line.includes('"event":"malicious_csrf"'));
        const still = after.startsWith('signed') ? `still ${after}` : after;
        return `${outcome}, ${still}; ${isLogged ? 'logged' : 'not logged'}`;
      },
    }),
  });

  probe({
    key: 'security.csrf.header_name',
    title: 'the token is read from the header',
    description: 'Somebody signs out with a good CSRF token in the header `X-CSRF-Token`.',
    a: { value: 'X-CSRF-Token', sees: '204' },
    b: { value: 'X-Harbour-Token', sees: '403 csrf-token-missing' },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        const visit = await signIn(url, idp);
        const { csrf_token: token } = await visit.browser.me(url);
        return outcomeOfPage(await signOut(visit, url, { 'x-csrf-token': token ?? '' }));
      },
    }),
  });

  probe({
    key: 'security.csrf.max_age',
    title: 'an old token is refused',
    description: 'Somebody signs out with a CSRF token that is 13 hours old.',
    a: { value: '12h', sees: '403 csrf-token-expired' },
    b: { value: '24h', sees: '204' },
    prepare: withProvider({
      base: SESSION,
      observe: async ({ url, clock }, idp) => {
        const visit = await signIn(url, idp);
        const { csrf_token: token } = await visit.browser.me(url);
        clock.advance(13 * HOUR);
        return outcomeOfPage(await signOut(visit, url, { 'x-csrf-token': token ?? '' }));
      },
    }),
  });
});
