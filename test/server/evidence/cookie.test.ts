import { describe } from 'vitest';
import { probe } from './probe.ts';
import { signIn, withProvider } from './sign-in.ts';
import type { Visit } from './sign-in.ts';

/** The session cookie of the callback, without its value. */
function sessionCookie({ page }: Visit): string {
  const cookie = page.cookies.find((text) => !text.includes('-login-')) ?? '';
  return cookie.replace(/=[\w-]{69};/u, '=…;');
}

describe('evidence for [security.cookie]', () => {
  probe({
    key: 'security.cookie.name',
    title: 'the session cookie has the name',
    description: 'Somebody signs in and is given a cookie.',
    a: { value: 'session', sees: 'session=…; Path=/; HttpOnly; SameSite=Strict' },
    b: { value: 'team', sees: 'team=…; Path=/; HttpOnly; SameSite=Strict' },
    prepare: withProvider({
      observe: async ({ url }, idp) => sessionCookie(await signIn(url, idp)),
    }),
  });

  probe({
    key: 'security.cookie.same_site',
    title: 'the session cookie has the SameSite attribute',
    description: 'Somebody signs in and is given a cookie.',
    a: { value: 'strict', sees: 'session=…; Path=/; HttpOnly; SameSite=Strict' },
    b: { value: 'lax', sees: 'session=…; Path=/; HttpOnly; SameSite=Lax' },
    prepare: withProvider({
      observe: async ({ url }, idp) => sessionCookie(await signIn(url, idp)),
    }),
  });
});
