import { describe, expect, it } from 'vitest';
import { MemorySessionStore } from '../../../server/src/session/memory-session.store.ts';
import { sessionStoreContract } from './contract.ts';
import { record, session, terms } from './sample-sessions.ts';

sessionStoreContract('memory', () => new MemorySessionStore());

const START = record('a').createdAt;

describe('MemorySessionStore', () => {
  it('holds no more than its capacity and lets the least recently used session go', async () => {
    const store = new MemorySessionStore(2);
    await store.create(session('a'), terms());
    await store.create(session('b'), terms());
    await store.use(record('a').ref, {
      secretHash: 'a-0',
      successors: [],
      now: START + 1,
      idleTimeout: 1000,
      rotationInterval: 0,
      rotationGrace: 0,
      rotate: false,
    });
    const creation = await store.create(session('c', 2), terms(2));
    expect(creation).toMatchObject({ state: 'created', evicted: [{ handle: 'handle-b' }] });
    expect(store.size).toBe(2);
    expect(await store.find(record('b').ref, START + 2)).toBeUndefined();
    expect(await store.find(record('a').ref, START + 2)).toBeDefined();
    expect(await store.find(record('c').ref, START + 2)).toBeDefined();
  });

  it('removes expired sessions when new ones come', async () => {
    const store = new MemorySessionStore();
    for (let index = 0; index < 100; index += 1) {
      await store.create(session(`old-${index}`), terms());
    }
    expect(store.size).toBe(100);
    await store.create(session('new', 120_000), terms(120_000));
    expect(store.size).toBe(1);
  });

  it('looks at some of the expired sessions with each sign-in, however many there are', async () => {
    const store = new MemorySessionStore();
    for (let index = 0; index < 2500; index += 1) {
      await store.create(session(`old-${index}`), terms());
    }
    const sizes: number[] = [];
    for (const place of [1, 2, 3]) {
      await store.create(session(`new-${place}`, 120_000), terms(120_000));
      sizes.push(store.size);
    }
    expect(sizes).toEqual([1501, 502, 3]);
  });
});
