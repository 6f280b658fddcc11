import { describe, expect, it } from 'vitest';
import type { NewSession, SessionStore } from '../../../server/src/session/session.store.ts';
import {
  claim,
  filled,
  GRACE,
  IDLE,
  INTERVAL,
  ISS,
  record,
  refOf,
  session,
  START,
  terms,
  use,
} from './sample-sessions.ts';
import type { MakeStore } from './sample-sessions.ts';

const RENEWED = { accessToken: 'new', refreshToken: 'newer', idToken: 'id' };

/** What stores do beyond the contract of all when they keep sessions themselves: old ids, limits, all of a person. */
export function keptSessionsContract(makeStore: MakeStore): void {
  const withSessions = (...sessions: readonly NewSession[]): Promise<SessionStore> =>
    filled(makeStore, sessions);

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

    it('replaces the id at the next use when the rights of the person changed', async () => {
      const store = await withSessions(session('a'));
      await store.claimRefresh(refOf('a'), claim('x', 0));
      const rights = { roles: ['admin'], groups: undefined };
      expect(await store.finishRefresh(refOf('a'), 'x', { tokens: RENEWED, rights })).toBe(true);
      expect(await store.use(refOf('a'), use('a', 1))).toMatchObject({
        rotated: true,
        successor: 0,
        record: { csrfEpoch: 1, tokens: RENEWED, user: { name: 'Alice', roles: ['admin'] } },
      });
      const confirmed = await store.use(refOf('a'), use('a', 2, 1));
      expect(confirmed).toMatchObject({ rotated: false });
      expect(confirmed).not.toMatchObject({ successor: 0 });
    });

    it('replaces the id once more when the rights change while a successor waits', async () => {
      const store = await withSessions(session('a'));
      await store.use(refOf('a'), use('a', 1, 0, { rotate: true }));
      await store.claimRefresh(refOf('a'), claim('x', 1));
      await store.finishRefresh(refOf('a'), 'x', { tokens: RENEWED, rights: { roles: ['admin'] } });
      expect(await store.use(refOf('a'), use('a', 2))).toMatchObject({ rotated: false });
      expect(await store.use(refOf('a'), use('a', 3, 1))).toMatchObject({
        rotated: true,
        successor: 0,
        record: { csrfEpoch: 2 },
      });
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

  it('counts its uses where it is told to, and else does not', async () => {
    const store = await withSessions(session('a'), session('b'));
    const counted = use('a', 1, 0, { isCounted: true });
    expect(await store.use(refOf('a'), counted)).toMatchObject({ record: { requests: 1 } });
    await store.use(refOf('a'), use('a', 2));
    expect(await store.use(refOf('a'), counted)).toMatchObject({ record: { requests: 2 } });
    await store.use(refOf('b'), use('b', 1));
    expect(await store.find(refOf('b'), START + 1)).not.toHaveProperty('requests');
  });

  describe('ending of several', () => {
    it('lists the sessions of people of every name', async () => {
      const user = { id: 'id-odd', iss: ISS, sub: '\u0000 "\\ \u{1F600} é', name: 'Zoë\n' };
      const store = await withSessions(session('a', 0, { user }));
      expect(await store.list(user, START)).toHaveLength(1);
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

    it('leads to no session by another routing tag', async () => {
      const store = await withSessions(session('a'));
      const forged = { ...refOf('a'), tag: 'AAAA' };
      expect(await store.use(forged, use('a', 1))).toEqual({ state: 'missing' });
      expect(await store.find(forged, START)).toBeUndefined();
      expect(await store.revoke(forged)).toBeUndefined();
      expect(await store.claimRefresh(forged, claim('x', 0))).toEqual({ state: 'missing' });
      expect(await store.find(refOf('a'), START)).toEqual(record('a'));
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
        expect(await store.create(session('a', 1500), after)).toMatchObject({
          state: 'created',
        });
      },
    );
  });
}
