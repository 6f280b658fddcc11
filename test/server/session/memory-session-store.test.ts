import { describe, expect, it } from 'vitest';
import { MemorySessionStore } from '../../../server/src/session/memory-session.store.ts';
import { record, sessionStoreContract } from './contract.ts';

sessionStoreContract('memory', () => new MemorySessionStore());

describe('MemorySessionStore', () => {
  it('holds no more than its capacity and lets the least recently used session go', async () => {
    const store = new MemorySessionStore(2);
    await store.create(record('a'));
    await store.create(record('b'));
    await store.touch('a', { now: 1, idleTimeout: 1000 });
    await store.create(record('c', 2));
    expect(store.size).toBe(2);
    expect(await store.find('b', 2)).toBeUndefined();
    expect(await store.find('a', 2)).toBeDefined();
    expect(await store.find('c', 2)).toBeDefined();
  });

  it('removes expired sessions when new ones come', async () => {
    const store = new MemorySessionStore();
    for (let index = 0; index < 100; index += 1) await store.create(record(`old-${index}`));
    expect(store.size).toBe(100);
    await store.create(record('new', 120_000));
    expect(store.size).toBe(1);
  });
});
