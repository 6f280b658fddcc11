import { describe } from 'vitest';
import { outcomeOfPage } from './observe.ts';
import { probe } from './probe.ts';
import { signIn, withProvider } from './sign-in.ts';

describe('evidence for [account]', () => {
  probe({
    key: 'account.enabled',
    title: 'the account page is there or not',
    description: 'Somebody who is signed in opens `/account`.',
    a: { value: 'true', sees: '200' },
    b: { value: 'false', sees: '404 not-found' },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        const { browser } = await signIn(url, idp);
        return outcomeOfPage(await browser.request(`${url}/account`));
      },
    }),
  });
});
