import { chaos } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps an outage of the store from opening or losing anything. */
export const STORES: readonly Defence[] = [
  {
    name: 'a store that is away fails closed',
    file: 'server/src/session/make-session-store.ts',
    remove: "if (onFailure === 'fail_closed') return shared;",
    witnesses: [chaos('redis-outage', 'forgets nobody but whom Redis forgot')],
  },
  {
    name: 'an outage is 503, and no other failure',
    file: 'server/src/redis/redis-connection.ts',
    remove: 'throw new StoreUnavailable(error);',
    put: 'throw error;',
    witnesses: [chaos('redis-outage', 'does not say that a session has ended when it has not')],
  },
];
