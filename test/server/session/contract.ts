import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routingTag } from '../../../server/src/session/session-id.ts';
import type { SessionRecord } from '../../../server/src/session/session-record.ts';
import type {
  CreationTerms,
  NewSession,
  SessionStore,
  SessionUse,
} from '../../../server/src/session/session.store.ts';

const HOUR = 3_600_000;
const IDLE = 60_000;
const GRACE = 5000;
const INTERVAL = 20_000;
/** Stores outside the process expire by the real clock as well; tests live near it. */
const START: number = Date.now();
const ISS = 'https://login.example.test';
const ALICE = { id: 'id-alice', iss: ISS, sub: 'alice', name: 'Alice' };

/** A record of a session named `family`, that began at `at` milliseconds after the start. */
export function record(family: string, at = 0, change: Partial<SessionRecord> = {}): SessionRecord {
  const createdAt = START + at;
  const { user = ALICE } = change;
  return {
    ref: { tag: routingTag(user), family },
    handle: `handle-${family}`,
    provider: 'main',
    providerSession: `sid-${family}`,
    user,
    origin: { userAgent: 'Firefox', address: '192.0.2.1' },
    tokens: { accessToken: 'access', refreshToken: 'refresh', idToken: 'id' },
    tokensVersion: 0,
    csrfEpoch: 0,
    createdAt,
    rotatedAt: createdAt,
    lastSeenAt: createdAt,
    idleExpiresAt: createdAt + IDLE,
    absoluteExpiresAt: createdAt + HOUR,
    ...change,
  };
}

/** The record with the hash of its first secret, `<family>-0`. */
export function session(...args: Parameters<typeof record>): NewSession {
  return { record: record(...args), secretHash: `${args[0]}-0` };
}

export function terms(at = 0, change: Partial<CreationTerms> = {}): CreationTerms {
  const now = START + at;
  return { limit: 0, onLimit: 'evict_oldest', authenticatedAt: now, now, ...change };
}

/** A use with the secret `<family>-<generation>`, whose successor is the next generation. */
function use(
  family: string,
  at: number,
  generation = 0,
  change: Partial<SessionUse> = {},
): SessionUse {
  return {
    secretHash: `${family}-${generation}`,
    successors: [`${family}-${generation + 1}`],
    now: START + at,
    idleTimeout: IDLE,
    rotationInterval: INTERVAL,
    rotationGrace: GRACE,
    rotate: false,
    ...change,
  };
}

const refOf = (family: string) => record(family).ref;
const claim = (owner: string, at: number, tokensVersion = 0) => ({
  owner,
  tokensVersion,
  now: START + at,
  until: START + at + 1000,
});

/** What every {@link SessionStore} does. */
export function sessionStoreContract(
  storeName: string,
  makeStore: () => SessionStore | Promise<SessionStore>,
): void {
  const withSessions = async (...sessions: readonly NewSession[]): Promise<SessionStore> => {
    const store = await makeStore();
    for (const each of sessions) {
      const now = each.record.createdAt;
      await store.create(each, terms(0, { now, authenticatedAt: now }));
    }
    return store;
  };

  describe(`SessionStore contract: ${storeName}`, () => {
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
        expect(await store.list(user, START)).toHaveLength(1);
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

    describe('rotation', () => {
      it('replaces the id when it is as old as the interval, and not before', async () => {
        const store = await withSessions(session('a'));
        expect(await store.use(refOf('a'), use('a', INTERVAL - 1))).toMatchObject({
          rotated: false,
        });
        expect(await store.use(refOf('a'), use('a', INTERVAL))).toMatchObject({
          state: 'live',
          rotated: true,
          successor: 0,
          record: { csrfEpoch: 1, rotatedAt: START + INTERVAL },
        });
      });

      it('leaves the id alone when the interval is 0, and replaces it when it is told to', async () => {
        const store = await withSessions(session('a'));
        const never = use('a', 30_000, 0, { rotationInterval: 0 });
        expect(await store.use(refOf('a'), never)).toMatchObject({ rotated: false });
        const now = { ...never, rotate: true };
        expect(await store.use(refOf('a'), now)).toMatchObject({ rotated: true, successor: 0 });
      });

      it('gives racing requests the same successor, once', async () => {
        const store = await withSessions(session('a'));
        const racing = Array.from({ length: 20 }, () => store.use(refOf('a'), use('a', INTERVAL)));
        const outcomes = await Promise.all(racing);
        expect(outcomes.every((each) => each.state === 'live' && each.successor === 0)).toBe(true);
        expect(outcomes.filter((each) => each.state === 'live' && each.rotated)).toHaveLength(1);
        expect((await store.find(refOf('a'), START + INTERVAL))?.csrfEpoch).toBe(1);
      });

      it('keeps the id before good for as long as its successor was never used', async () => {
        const store = await withSessions(session('a'));
        await store.use(refOf('a'), use('a', INTERVAL));
        const late = await store.use(refOf('a'), use('a', INTERVAL + IDLE - 1));
        expect(late).toMatchObject({ state: 'live', successor: 0, rotated: false });
      });

      it('lets the id before answer for the grace, from the first use of its successor', async () => {
        const store = await withSessions(session('a'));
        await store.use(refOf('a'), use('a', INTERVAL));
        const first = INTERVAL + 3000;
        expect(await store.use(refOf('a'), use('a', first, 1))).toMatchObject({
          state: 'live',
          record: { graceUntil: START + first + GRACE },
        });
        const inGrace = await store.use(refOf('a'), use('a', first + GRACE - 1, 0));
        expect(inGrace).toMatchObject({ state: 'live', successor: 0, rotated: false });
      });

      it('ends the session when an id is used after its grace', async () => {
        const store = await withSessions(session('a'));
        await store.use(refOf('a'), use('a', INTERVAL));
        await store.use(refOf('a'), use('a', INTERVAL, 1));
        const replay = await store.use(refOf('a'), use('a', INTERVAL + GRACE, 0));
        expect(replay).toMatchObject({ state: 'replayed', record: { handle: 'handle-a' } });
        const successor = await store.use(refOf('a'), use('a', INTERVAL + GRACE, 1));
        expect(successor).toEqual({ state: 'missing' });
        expect(await store.list(record('a').user, START + INTERVAL + GRACE)).toEqual([]);
      });

      it('ends the session when a secret that it never had is used', async () => {
        const store = await withSessions(session('a'));
        expect(await store.use(refOf('a'), use('a', 1, 7))).toMatchObject({ state: 'replayed' });
        expect(await store.find(refOf('a'), START + 1)).toBeUndefined();
      });

      it('tells no successor when none of those that were offered is the one', async () => {
        const store = await withSessions(session('a'));
        await store.use(refOf('a'), use('a', INTERVAL));
        const other = use('a', INTERVAL, 0, { successors: ['x', 'a-1'] });
        expect(await store.use(refOf('a'), other)).toMatchObject({ successor: 1 });
        const none = await store.use(refOf('a'), { ...other, successors: ['x'] });
        expect(none).toMatchObject({ state: 'live', rotated: false });
        expect(none).not.toHaveProperty('successor', 0);
      });

      it('goes on and on', async () => {
        const store = await withSessions(session('a'));
        for (let generation = 0; generation < 5; generation += 1) {
          const at = (generation + 1) * INTERVAL;
          const outcome = await store.use(refOf('a'), use('a', at, generation));
          expect(outcome).toMatchObject({ rotated: true, record: { csrfEpoch: generation + 1 } });
        }
      });
    });

    describe('limit', () => {
      it('lets the oldest sessions of the user go', async () => {
        const store = await withSessions(session('a'), session('b', 1), session('c', 2));
        const creation = await store.create(session('d', 3), terms(3, { limit: 2 }));
        expect(creation).toMatchObject({
          state: 'created',
          evicted: [{ handle: 'handle-a' }, { handle: 'handle-b' }],
        });
        const left = await store.list(record('a').user, START + 3);
        expect(left.map(({ handle }) => handle)).toEqual(['handle-c', 'handle-d']);
      });

      it('refuses the new one where that is wanted', async () => {
        const store = await withSessions(session('a'));
        const creation = await store.create(
          session('b', 1),
          terms(1, { limit: 1, onLimit: 'reject' }),
        );
        expect(creation).toEqual({ state: 'limit-reached' });
        expect(await store.find(refOf('a'), START + 1)).toBeDefined();
        expect(await store.find(refOf('b'), START + 1)).toBeUndefined();
      });

      it('does not count sessions that are over, nor those of other users', async () => {
        const bob = { id: 'id-bob', iss: ISS, sub: 'bob' };
        const store = await withSessions(session('a'), session('b', 1, { user: bob }));
        await store.revoke(refOf('a'));
        const reject = { limit: 1, onLimit: 'reject' } as const;
        expect(await store.create(session('c', 2), terms(2, reject))).toMatchObject({
          state: 'created',
        });
        const later = IDLE + 2;
        expect(await store.create(session('d', later), terms(later, reject))).toMatchObject({
          state: 'created',
        });
      });

      it('leaves exactly the limit after many sign-ins at once', async () => {
        const store = await makeStore();
        const all = Array.from({ length: 20 }, (_, index) =>
          store.create(session(`s${index}`, index), terms(20, { limit: 3 })),
        );
        await Promise.all(all);
        expect(await store.list(record('a').user, START + 20)).toHaveLength(3);
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

      it('revokes all sessions of a user, or all but one', async () => {
        const store = await withSessions(session('a'), session('b', 1), session('c', 2));
        const { user } = record('a');
        const others = await store.revokeUser(user, refOf('b'));
        expect(others.map(({ handle }) => handle)).toEqual(['handle-a', 'handle-c']);
        expect(await store.list(user, START + 2)).toHaveLength(1);
        expect(await store.revokeUser(user)).toHaveLength(1);
        expect(await store.revokeUser(user)).toEqual([]);
      });

      it('tells users of the same name at two issuers apart', async () => {
        const elsewhere = { id: 'id-elsewhere', iss: 'https://other.example.test', sub: 'alice' };
        const store = await withSessions(session('a'), session('b', 1, { user: elsewhere }));
        expect(await store.revokeUser(elsewhere)).toHaveLength(1);
        expect(await store.find(refOf('a'), START + 1)).toBeDefined();
      });

      it.each([
        [{ sub: 'alice' }, ['handle-a', 'handle-b']],
        [{ sid: 'sid-b' }, ['handle-b']],
        [{ sub: 'alice', sid: 'sid-a' }, ['handle-a']],
        [{ sub: 'bob', sid: 'sid-a' }, []],
        [{ sid: 'sid-z' }, []],
      ])('ends what the provider says is over: %o', async (subject, expected) => {
        const store = await withSessions(session('a'), session('b', 1));
        const logout = { iss: ISS, ...subject, at: START + 2, now: START + 2, remember: 1000 };
        const ended = await store.endByProvider(logout);
        expect(ended.map(({ handle }) => handle).toSorted()).toEqual(expected);
        const left = await store.list(record('a').user, START + 2);
        expect(left).toHaveLength(2 - expected.length);
      });

      it.each([{ sub: 'alice' }, { sid: 'sid-a' }])(
        'keeps a sign-in out that was under way when the provider ended it: %o',
        async (subject) => {
          const store = await makeStore();
          const at = START + 1000;
          await store.endByProvider({ iss: ISS, ...subject, at, now: at, remember: 10_000 });
          const before = terms(1500, { authenticatedAt: at });
          expect(await store.create(session('a', 1500), before)).toEqual({ state: 'logged-out' });
          const after = terms(1500, { authenticatedAt: at + 1 });
          expect(await store.create(session('a', 1500), after)).toMatchObject({ state: 'created' });
        },
      );
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
        expect(await store.finishRefresh(refOf('a'), winner, renewed)).toBe(true);
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
        expect(await store.finishRefresh(refOf('a'), 'x', renewed)).toBe(false);
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

      it('does not revive a session that was revoked meanwhile', async () => {
        const store = await withSessions(session('a'));
        await store.claimRefresh(refOf('a'), claim('x', 0));
        await store.revoke(refOf('a'));
        expect(await store.finishRefresh(refOf('a'), 'x', renewed)).toBe(false);
        expect(await store.find(refOf('a'), START)).toBeUndefined();
      });
    });

    it('keeps a revoked session revoked however operations interleave', async () => {
      const steps = {
        use: (store: SessionStore) => store.use(refOf('a'), use('a', 1)),
        rotate: (store: SessionStore) => store.use(refOf('a'), use('a', 1, 0, { rotate: true })),
        find: (store: SessionStore) => store.find(refOf('a'), START + 1),
        claim: (store: SessionStore) => store.claimRefresh(refOf('a'), claim('x', 1)),
        finish: (store: SessionStore) => store.finishRefresh(refOf('a'), 'x', record('a').tokens),
        revoke: (store: SessionStore) => store.revoke(refOf('a')),
        revokeUser: (store: SessionStore) => store.revokeUser(record('a').user),
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

    it('answers', async () => {
      await expect((await makeStore()).ping()).resolves.toMatchObject({ isFallback: false });
    });
  });
}
