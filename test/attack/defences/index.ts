import { COOKIES } from './cookies.ts';
import { CSRF } from './csrf.ts';
import type { Defence } from './defence.ts';
import { HTTP } from './http.ts';
import { LOGOUT } from './logout.ts';
import { PROXY } from './proxy.ts';
import { REDIRECTS } from './redirects.ts';
import { RELYING_PARTY } from './relying-party.ts';
import { SESSION } from './session.ts';
import { STORES } from './stores.ts';

/** Every defence that a test is known to need: `npm run defences` takes them out one by one. */
export const DEFENCES: readonly Defence[] = [
  ...RELYING_PARTY,
  ...LOGOUT,
  ...SESSION,
  ...CSRF,
  ...COOKIES,
  ...REDIRECTS,
  ...PROXY,
  ...STORES,
  ...HTTP,
];
