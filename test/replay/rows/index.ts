import type { Area } from '../support/row.ts';
import { binding } from './binding.ts';
import { callback } from './callback.ts';
import { claims } from './claims.ts';
import { configuration } from './configuration.ts';
import { csrf } from './csrf.ts';
import { idToken } from './id-token.ts';
import { login } from './login.ts';
import { logout, me } from './me-and-logout.ts';
import { operations, rateLimit } from './operations.ts';
import { origin } from './origin.ts';
import { refresh } from './refresh.ts';
import { returnTo } from './return-to.ts';
import { sessions } from './sessions.ts';
import { store } from './store.ts';
import { users } from './users.ts';
import { weakSpots } from './weak-spots.ts';

/** All rows, by subject. */
export const AREAS: readonly Area[] = [
  login,
  callback,
  me,
  logout,
  refresh,
  origin,
  csrf,
  returnTo,
  binding,
  store,
  sessions,
  users,
  idToken,
  claims,
  rateLimit,
  operations,
  configuration,
  weakSpots,
];
