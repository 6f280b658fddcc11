import { setTimeout as delay } from 'node:timers/promises';
import { describe } from 'vitest';
import { provider } from './configuration.ts';
import { outcomeOfPage } from './observe.ts';
import { probe } from './probe.ts';
import {
  renewals,
  renewSession,
  signIn,
  startProvider,
  startSignIn,
  withProvider,
} from './sign-in.ts';

describe('evidence for [oidc]', () => {
  probe({
    key: 'oidc.default_provider',
    title: 'a sign-in that names no provider goes to the default one',
    description: 'There are two providers, and somebody starts to sign in without naming one.',
    a: { value: 'main', sees: 'goes to main' },
    b: { value: 'partner', sees: 'goes to partner' },
    prepare: async () => {
      const [main, partner] = [await startProvider(), await startProvider()];
      const names = new Map([
        [main.issuer, 'main'],
        [partner.issuer, 'partner'],
      ]);
      return {
        base: provider(main.issuer) + provider(partner.issuer, 'partner'),
        observe: async ({ url }) => {
          const { page } = await startSignIn(url);
          return `goes to ${names.get(new URL(page.location ?? url).origin) ?? page.status}`;
        },
      };
    },
  });

  probe({
    key: 'oidc.allowed_redirect_hosts',
    title: 'a sign-in leads back to allowed hosts alone',
    description: 'Somebody signs in with `return_to=https://app.example.com/start`.',
    a: { value: ['docs.example.com'], sees: '400 invalid-return-to' },
    b: {
      value: ['docs.example.com', 'app.example.com'],
      sees: '303 to https://app.example.com/start',
    },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        const query = `?return_to=${encodeURIComponent('https://app.example.com/start')}`;
        return outcomeOfPage((await signIn(url, idp, query)).page);
      },
    }),
  });

  probe({
    key: 'oidc.refresh_tokens',
    title: 'access tokens are renewed where it is on',
    description: 'Somebody renews the session a second before the access token ends.',
    a: { value: 'true', sees: '1 request with the refresh token' },
    b: { value: 'false', sees: '0 requests with the refresh token' },
    prepare: withProvider({
      observe: async (probed, idp) => {
        const before = renewals(idp);
        await renewSession(probed, await signIn(probed.url, idp), 299);
        const count = renewals(idp) - before;
        return `${count} request${count === 1 ? '' : 's'} with the refresh token`;
      },
    }),
  });

  probe({
    key: 'oidc.refresh_skew',
    title: 'an access token is renewed this long before its end',
    description: 'Somebody renews the session two minutes before the access token ends.',
    a: { value: '1m', sees: '0 requests with the refresh token' },
    b: { value: '3m', sees: '1 request with the refresh token' },
    prepare: withProvider({
      observe: async (probed, idp) => {
        const before = renewals(idp);
        await renewSession(probed, await signIn(probed.url, idp), 180);
        const count = renewals(idp) - before;
        return `${count} request${count === 1 ? '' : 's'} with the refresh token`;
      },
    }),
  });

  probe({
    key: 'oidc.timeout',
    title: 'a provider that takes longer for an answer is given up',
    description: 'Somebody signs in at a provider that answers token requests after one second.',
    a: { value: '30s', sees: '303 to /' },
    b: { value: '0.5', sees: '503 provider-unavailable' },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        idp.beforeToken = () => delay(1000);
        return outcomeOfPage((await signIn(url, idp)).page);
      },
    }),
  });
});
