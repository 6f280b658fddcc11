import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../server/src/session/session-record.ts';
import type { SessionStore } from '../../../server/src/session/session.store.ts';

const IDLE = 1000;

/** A record that began at `at`, lives an hour and may be idle for {@link IDLE} milliseconds. */
export function record(idHash: string, at = 0, change: Partial<SessionRecord> = {}): SessionRecord {
  return {
    handle: `handle-${idHash}`,
    idHash,
    provider: 'main',
    user: { iss: 'https://login.example.test', sub: 'alice', name: 'Alice' },
    tokens: { accessToken: 'access', idToken: 'id' },
    csrfEpoch: 0,
    createdAt: at,
    lastSeenAt: at,
    idleExpiresAt: at + IDLE,
    absoluteExpiresAt: at + 3_600_000,
    ...change,
  };
}

/** What every {@link SessionStore} does. Stores that expire by a clock of their own cannot pass it: `now` is a parameter. */
export function sessionStoreContract(name: string, makeStore: () => SessionStore): void {
  describe(`SessionStore contract: ${name}`, () => {
    it('finds what was created, with every field', async () => {
      const store = makeStore();
      await store.create(record('a'));
      expect(await store.find('a', 0)).toEqual(record('a'));
    });

    it('knows nothing of other ids', async () => {
      const store = makeStore();
      await store.create(record('a'));
      expect(await store.find('b', 0)).toBeUndefined();
      expect(await store.touch('b', { now: 0, idleTimeout: IDLE })).toBeUndefined();
      expect(await store.revoke('b')).toBeUndefined();
    });

    it.each(['__proto__', 'constructor', 'toString', ''])(
      'treats the id hash %o as data',
      async (idHash) => {
        const store = makeStore();
        expect(await store.find(idHash, 0)).toBeUndefined();
        await store.create(record(idHash));
        expect((await store.find(idHash, 0))?.handle).toBe(`handle-${idHash}`);
      },
    );

    it('ends a session exactly at its idle deadline', async () => {
      const store = makeStore();
      await store.create(record('a'));
      expect(await store.find('a', IDLE - 1)).toBeDefined();
      expect(await store.find('a', IDLE)).toBeUndefined();
    });

    it('moves the idle deadline when a session is used', async () => {
      const store = makeStore();
      await store.create(record('a'));
      const touched = await store.touch('a', { now: 900, idleTimeout: IDLE });
      expect(touched).toMatchObject({ lastSeenAt: 900, idleExpiresAt: 1900 });
      expect(await store.find('a', 1899)).toEqual(touched);
      expect(await store.find('a', 1900)).toBeUndefined();
    });

    it('takes the idle timeout of the touch, so that a changed setting counts at once', async () => {
      const store = makeStore();
      await store.create(record('a'));
      expect(await store.touch('a', { now: 10, idleTimeout: 5 })).toMatchObject({
        idleExpiresAt: 15,
      });
    });

    it('never moves the idle deadline past the absolute one', async () => {
      const store = makeStore();
      await store.create(record('a', 0, { absoluteExpiresAt: 1500 }));
      expect(await store.touch('a', { now: 900, idleTimeout: IDLE })).toMatchObject({
        idleExpiresAt: 1500,
      });
      expect(await store.touch('a', { now: 1499, idleTimeout: IDLE })).toBeDefined();
      expect(await store.touch('a', { now: 1500, idleTimeout: IDLE })).toBeUndefined();
    });

    it('does not move anything back when the clock does', async () => {
      const store = makeStore();
      await store.create(record('a', 500));
      expect(await store.touch('a', { now: 100, idleTimeout: IDLE })).toMatchObject({
        lastSeenAt: 500,
        idleExpiresAt: 1500,
      });
    });

    it('does not revive an expired session by using it', async () => {
      const store = makeStore();
      await store.create(record('a'));
      expect(await store.touch('a', { now: IDLE, idleTimeout: IDLE })).toBeUndefined();
      expect(await store.find('a', 0)).toBeUndefined();
    });

    it('does not revive a revoked session by using it', async () => {
      const store = makeStore();
      await store.create(record('a'));
      expect(await store.revoke('a')).toEqual(record('a'));
      expect(await store.touch('a', { now: 1, idleTimeout: IDLE })).toBeUndefined();
      expect(await store.find('a', 1)).toBeUndefined();
      expect(await store.revoke('a')).toBeUndefined();
    });

    it('revokes one session and leaves the others', async () => {
      const store = makeStore();
      await Promise.all([store.create(record('a')), store.create(record('b'))]);
      await store.revoke('a');
      expect(await store.find('b', 0)).toBeDefined();
    });

    it('keeps a revoked session revoked however touches interleave', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('touch', 'find', 'revoke'), { maxLength: 12 }),
          async (steps) => {
            const store = makeStore();
            await store.create(record('a'));
            const done = steps.map((step, now) => {
              if (step === 'touch') return store.touch('a', { now, idleTimeout: IDLE });
              return step === 'find' ? store.find('a', now) : store.revoke('a');
            });
            await Promise.all(done);
            const alive = (await store.find('a', steps.length)) !== undefined;
            expect(alive).toBe(!steps.includes('revoke'));
          },
        ),
        { numRuns: 50 },
      );
    });
  });
}
