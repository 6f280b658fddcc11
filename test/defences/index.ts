import { ADMIN } from './admin.ts';
import { AUTHORIZATION_RESPONSES } from './authorization-responses.ts';
import { COOKIE_STORE } from './cookie-store.ts';
import { COOKIES } from './cookies.ts';
import { CSRF } from './csrf.ts';
import type { Defence } from './defence.ts';
import { DISCOVERY } from './discovery.ts';
import { HTTP } from './http.ts';
import { ID_TOKENS } from './id-tokens.ts';
import { LOG } from './log.ts';
import { LOGOUT_TOKENS } from './logout-tokens.ts';
import { LOGOUT } from './logout.ts';
import { PROFILES } from './profiles.ts';
import { PROVIDER_REQUESTS } from './provider-requests.ts';
import { PROXY } from './proxy.ts';
import { REDIRECTS } from './redirects.ts';
import { RELYING_PARTY } from './relying-party.ts';
import { RENEWALS } from './renewals.ts';
import { SESSION_IDS } from './session-ids.ts';
import { SESSION } from './session.ts';
import { SIGN_IN } from './sign-in.ts';
import { STORES } from './stores.ts';
import { TOKEN_RESPONSES } from './token-responses.ts';

/** Every defence that a test is known to need: `npm run defences` takes them out one by one. */
export const DEFENCES: readonly Defence[] = [
  ...RELYING_PARTY,
  ...AUTHORIZATION_RESPONSES,
  ...TOKEN_RESPONSES,
  ...ID_TOKENS,
  ...PROFILES,
  ...DISCOVERY,
  ...PROVIDER_REQUESTS,
  ...RENEWALS,
  ...SIGN_IN,
  ...LOGOUT_TOKENS,
  ...LOGOUT,
  ...SESSION_IDS,
  ...SESSION,
  ...COOKIE_STORE,
  ...ADMIN,
  ...CSRF,
  ...COOKIES,
  ...REDIRECTS,
  ...PROXY,
  ...STORES,
  ...HTTP,
  ...LOG,
];
