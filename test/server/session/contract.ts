import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewSession, SessionStore } from '../../../server/src/session/session.store.ts';
import { keptSessionsContract } from './contract-of-kept-sessions.ts';
import {
  claim,
  filled,
  IDLE,
  ISS,
  record,
  refOf,
  session,
  START,
  terms,
  use,
} from './sample-sessions.ts';
import type { MakeStore } from './sample-sessions.ts';

/** What a store may be unable to do. */
interface StoreCapabilities {
  /** Whether it tells old ids from new ones, and knows all sessions of a person. */
  readonly keepsSessions: boolean;
  /** Whether an end is known to requests that run at the same time. */
  readonly endsAtOnce: boolean;
}

const ALL: StoreCapabilities = { keepsSessions: true, endsAtOnce: true };

/** What every {@link SessionStore} does, as far as it can. */
export function sessionStoreContract(
  storeName: string,
  makeStore: MakeStore,
  { keepsSessions, endsAtOnce }: StoreCapabilities = ALL,
): void {
  const withSessions = (...sessions: readonly NewSession[]): Promise<SessionStore> =>
    filled(makeStore, sessions);

  describe(`SessionStore contract: ${storeName}`, () => {
    if (keepsSessions) keptSessionsContract(makeStore);

    describe('finding', () => {
      it('finds what was created, with every field', async () => {
        const store = await withSessions(session('a'));
        expect(await store.find(refOf('a'), START)).toEqual(record('a'));
      });

      it('knows nothing of other sessions', async () => {
        const store = await withSessions(session('a'));
        expect(await store.find(refOf('b'), START)).toBeUndefined();
        expect(await store.use(refOf('b'), use('b', 0))).toEqual({ state: 'missing' });
        expect(await store.revoke(refOf('b'))).toBeUndefined();
        expect(await store.claimRefresh(refOf('b'), claim('x', 0))).toEqual({ state: 'missing' });
        expect(await store.finishRefresh(refOf('b'), 'x')).toBe(false);
      });

      it.each(['__proto__', 'constructor', 'toString', ''])(
        'treats the family %o as data',
        async (family) => {
          const store = await makeStore();
          expect(await store.find(refOf(family), START)).toBeUndefined();
          await store.create(session(family), terms());
          expect((await store.find(refOf(family), START))?.handle).toBe(`handle-${family}`);
        },
      );

      it('keeps texts of every kind', async () => {
        const user = { id: 'id-odd', iss: ISS, sub: '\u0000 "\\ \u{1F600} é', name: 'Zoë\n' };
        const odd = session('a', 0, { user, providerSession: undefined });
        const store = await withSessions(odd);
        expect((await store.find(odd.record.ref, START))?.user).toEqual(user);
      });
    });

    describe('deadlines', () => {
      it('ends a session exactly at its idle deadline', async () => {
        const store = await withSessions(session('a'));
        expect(await store.find(refOf('a'), START + IDLE - 1)).toBeDefined();
        expect(await store.find(refOf('a'), START + IDLE)).toBeUndefined();
      });

      it('moves the idle deadline when a session is used', async () => {
        const store = await withSessions(session('a'));
        const outcome = await store.use(refOf('a'), use('a', 9000));
        const moved = { lastSeenAt: START + 9000, idleExpiresAt: START + 9000 + IDLE };
        expect(outcome).toEqual({
          state: 'live',
          record: { ...record('a'), ...moved },
          rotated: false,
        });
        expect(await store.find(refOf('a'), START + 9000 + IDLE - 1)).toMatchObject(moved);
        expect(await store.find(refOf('a'), START + 9000 + IDLE)).toBeUndefined();
      });

      it('takes the idle timeout of the use, so that a changed setting counts at once', async () => {
        const store = await withSessions(session('a'));
        const outcome = await store.use(refOf('a'), use('a', 10, 0, { idleTimeout: 500 }));
        expect(outcome).toMatchObject({ record: { idleExpiresAt: START + 510 } });
      });

      it('never moves the idle deadline past the absolute one, and says which one ended it', async () => {
        const store = await withSessions(
          session('a', 0, { absoluteExpiresAt: START + IDLE + 500 }),
        );
        const moved = await store.use(refOf('a'), use('a', IDLE - 1));
        expect(moved).toMatchObject({ record: { idleExpiresAt: START + IDLE + 500 } });
        const over = await store.use(refOf('a'), use('a', IDLE + 500));
        expect(over).toMatchObject({ state: 'expired', reason: 'absolute' });
        expect(await store.use(refOf('a'), use('a', 0))).toEqual({ state: 'missing' });
      });

      it('does not move anything back when the clock does', async () => {
        const store = await withSessions(session('a', 500));
        expect(await store.use(refOf('a'), use('a', 100))).toMatchObject({
          record: { lastSeenAt: START + 500, idleExpiresAt: START + 500 + IDLE },
        });
      });

      it('does not revive an expired session by using it', async () => {
        const store = await withSessions(session('a'));
        const outcome = await store.use(refOf('a'), use('a', IDLE));
        expect(outcome).toMatchObject({ state: 'expired', reason: 'idle' });
        expect(await store.find(refOf('a'), START)).toBeUndefined();
      });
    });

    describe('ending', () => {
      it('revokes one session and leaves the others', async () => {
        const store = await withSessions(session('a'), session('b', 1));
        expect(await store.revoke(refOf('a'))).toEqual(record('a'));
        expect(await store.revoke(refOf('a'))).toBeUndefined();
        expect(await store.use(refOf('a'), use('a', 1))).toEqual({ state: 'missing' });
        expect(await store.find(refOf('b'), START + 1)).toBeDefined();
      });
    });

    describe('renewal of tokens', () => {
      const renewed = { accessToken: 'new', refreshToken: 'newer', idToken: 'id' };

      it('grants one claim at a time, and tells the others the successors', async () => {
        const store = await withSessions(session('a'));
        const claims = ['x', 'y', 'z'].map((owner) =>
          store.claimRefresh(refOf('a'), claim(owner, 0)),
        );
        const states = (await Promise.all(claims)).map(({ state }) => state);
        expect(states.toSorted()).toEqual(['busy', 'busy', 'granted']);
        const winner = ['x', 'y', 'z'][states.indexOf('granted')] ?? '';
        expect(await store.finishRefresh(refOf('a'), winner, { tokens: renewed })).toBe(true);
        expect(await store.claimRefresh(refOf('a'), claim('y', 1))).toMatchObject({
          state: 'renewed',
          record: { tokens: renewed, tokensVersion: 1 },
        });
      });

      it('grants a claim again when its owner vanished, who then can change nothing', async () => {
        const store = await withSessions(session('a'));
        await store.claimRefresh(refOf('a'), claim('x', 0));
        expect(await store.claimRefresh(refOf('a'), claim('y', 999))).toMatchObject({
          state: 'busy',
        });
        expect(await store.claimRefresh(refOf('a'), claim('y', 1000))).toMatchObject({
          state: 'granted',
        });
        expect(await store.finishRefresh(refOf('a'), 'x', { tokens: renewed })).toBe(false);
        expect((await store.find(refOf('a'), START + 1000))?.tokens).toEqual(record('a').tokens);
      });

      it('gives a claim back without changing anything', async () => {
        const store = await withSessions(session('a'));
        await store.claimRefresh(refOf('a'), claim('x', 0));
        expect(await store.finishRefresh(refOf('a'), 'x')).toBe(true);
        expect(await store.claimRefresh(refOf('a'), claim('y', 1))).toMatchObject({
          state: 'granted',
          record: { tokensVersion: 0 },
        });
      });
    });

    if (endsAtOnce) endsAtOnceContract(makeStore, keepsSessions);

    it('answers', async () => {
      await expect((await makeStore()).ping()).resolves.toMatchObject({ isFallback: false });
    });
  });
}

/** What is revoked stays so, whatever runs at the same time. */
function endsAtOnceContract(makeStore: MakeStore, keepsSessions: boolean): void {
  const withSessions = (...sessions: readonly NewSession[]): Promise<SessionStore> =>
    filled(makeStore, sessions);

  describe('a revocation', () => {
    it('does not revive a session that was revoked meanwhile', async () => {
      const store = await withSessions(session('a'));
      await store.claimRefresh(refOf('a'), claim('x', 0));
      await store.revoke(refOf('a'));
      expect(await store.finishRefresh(refOf('a'), 'x', { tokens: record('a').tokens })).toBe(
        false,
      );
      expect(await store.find(refOf('a'), START)).toBeUndefined();
    });

    it('keeps a revoked session revoked however operations interleave', async () => {
      const steps = {
        use: (store: SessionStore) => store.use(refOf('a'), use('a', 1)),
        rotate: (store: SessionStore) => store.use(refOf('a'), use('a', 1, 0, { rotate: true })),
        find: (store: SessionStore) => store.find(refOf('a'), START + 1),
        claim: (store: SessionStore) => store.claimRefresh(refOf('a'), claim('x', 1)),
        finish: (store: SessionStore) =>
          store.finishRefresh(refOf('a'), 'x', { tokens: record('a').tokens }),
        revoke: (store: SessionStore) => store.revoke(refOf('a')),
        ...(keepsSessions && {
          revokeUser: (store: SessionStore) => store.revokeUser(record('a').user),
        }),
      };
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 1, maxLength: 12 }),
          async (order) => {
            const store = await withSessions(session('a'));
            await Promise.all(order.map((name) => Reflect.get(steps, name)(store)));
            const alive = (await store.find(refOf('a'), START + 1)) !== undefined;
            expect(alive).toBe(!order.some((name) => name.startsWith('revoke')));
          },
        ),
        { numRuns: 40 },
      );
    });
  });
}
