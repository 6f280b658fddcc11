import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../server/src/kernel/store-unavailable.ts';
import { FallbackSessionStore } from '../../../server/src/session/fallback-session.store.ts';
import { MemorySessionStore } from '../../../server/src/session/memory-session.store.ts';
import type { SessionStore } from '../../../server/src/session/session.store.ts';
import { sessionStoreContract } from './contract.ts';
import { record, session, terms } from './sample-sessions.ts';

const silent = pino({ enabled: false });

sessionStoreContract(
  'fallback',
  () => new FallbackSessionStore(new MemorySessionStore(), new MemorySessionStore(), silent),
);
/** A store that can be taken away. Its own state stays. */
function breakable(): { readonly shared: SessionStore; readonly state: { isDown: boolean } } {
  const state = { isDown: false };
  const shared = new Proxy<SessionStore>(new MemorySessionStore(), {
    get: (store, name) => {
      const method: unknown = Reflect.get(store, name);
      if (typeof method !== 'function') return method;
      return (...args: readonly unknown[]): unknown => {
        if (state.isDown) return Promise.reject(new StoreUnavailable(new Error('away')));
        return Reflect.apply(method, store, args);
      };
    },
  });
  return { shared, state };
}

describe('FallbackSessionStore', () => {
  it('says neither "missing" nor "ended" of a session that nobody can look at', async () => {
    const { shared, state } = breakable();
    const store = new FallbackSessionStore(shared, new MemorySessionStore(), silent);
    await store.create(session('a'), terms());
    state.isDown = true;
    const { ref, user } = record('a');
    await expect(store.find(ref, record('a').createdAt)).rejects.toThrow(StoreUnavailable);
    await expect(store.revokeUser(user)).rejects.toThrow(StoreUnavailable);
    expect(await store.ping()).toEqual({ store: 'memory', isFallback: true });
    state.isDown = false;
    expect(await store.find(ref, record('a').createdAt)).toEqual(record('a'));
  });

  it('lists both kinds of sessions afterwards, and ends both', async () => {
    const { shared, state } = breakable();
    const store = new FallbackSessionStore(shared, new MemorySessionStore(), silent);
    const { user, createdAt } = record('a');
    await store.create(session('a'), terms());
    state.isDown = true;
    await store.create(session('b', 1), terms(1));
    expect(await store.list(user, createdAt + 1)).toHaveLength(1);
    state.isDown = false;
    expect(await store.list(user, createdAt + 1)).toHaveLength(2);
    expect(await store.revokeUser(user)).toHaveLength(2);
    expect(await store.list(user, createdAt + 1)).toEqual([]);
  });
});
