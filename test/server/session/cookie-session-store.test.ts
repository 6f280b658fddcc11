import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../server/src/kernel/clock.ts';
import type { Clock } from '../../../server/src/kernel/clock.ts';
import { CookieRoom } from '../../../server/src/session/cookie/cookie-room.ts';
import { CookieSessionStore } from '../../../server/src/session/cookie/cookie-session.store.ts';
import { RecentSessions } from '../../../server/src/session/cookie/recent-sessions.ts';
import type { BoxedSession } from '../../../server/src/session/cookie/session-box.ts';
import { responseCookie } from '../../../server/src/session/response-cookie.ts';
import type { SessionStore } from '../../../server/src/session/session.store.ts';
import { ManualClock } from '../bff/support/server.ts';
import { sessionStoreContract } from './contract.ts';
import { GRACE, INTERVAL, record, refOf, session, START, terms, use } from './sample-sessions.ts';
import { travellingStore } from './travelling-store.ts';

const silent = pino({ enabled: false });
const room = new CookieRoom(responseCookie('__Host-session', { sameSite: 'strict', secure: true }));

function makeStore(clock: Clock = systemClock): CookieSessionStore {
  return new CookieSessionStore(new RecentSessions(clock), room, silent);
}

sessionStoreContract('cookie', () => makeStore(), { keepsSessions: false, endsAtOnce: true });
sessionStoreContract('cookie, from instance to instance', travellingStore, {
  keepsSessions: false,
  endsAtOnce: false,
});

async function withSession(store: SessionStore = makeStore()): Promise<SessionStore> {
  await store.create(session('a'), terms());
  return store;
}

describe('CookieSessionStore', () => {
  it.each([
    ['one process', () => makeStore()],
    ['instance to instance', travellingStore],
  ])('begins a new epoch at the interval, and not before: %s', async (_name, make) => {
    const store = await withSession(make());
    expect(await store.use(refOf('a'), use('a', INTERVAL - 1))).toMatchObject({ rotated: false });
    expect(await store.use(refOf('a'), use('a', INTERVAL))).toMatchObject({
      state: 'live',
      rotated: true,
      record: {
        csrfEpoch: 1,
        rotatedAt: START + INTERVAL,
        graceUntil: START + INTERVAL + GRACE,
      },
    });
    expect(await store.use(refOf('a'), use('a', INTERVAL + 1))).toMatchObject({ rotated: false });
    const forced = use('a', INTERVAL + 2, 0, { rotate: true });
    expect(await store.use(refOf('a'), forced)).toMatchObject({ record: { csrfEpoch: 2 } });
  });

  it('begins one for requests that race', async () => {
    const store = await withSession();
    const racing = Array.from({ length: 20 }, () => store.use(refOf('a'), use('a', INTERVAL)));
    const outcomes = await Promise.all(racing);
    expect(outcomes.filter((each) => each.state === 'live' && each.rotated)).toHaveLength(1);
    expect((await store.find(refOf('a'), START + INTERVAL))?.csrfEpoch).toBe(1);
  });

  it.each([
    ['one process', () => makeStore()],
    ['instance to instance', travellingStore],
  ])('begins one when rights change: %s', async (_name, make) => {
    const store = await withSession(make());
    const claim = { owner: 'x', tokensVersion: 0, now: START, until: START + 1000 };
    await store.claimRefresh(refOf('a'), claim);
    const { tokens } = record('a');
    expect(
      await store.finishRefresh(refOf('a'), 'x', { tokens, rights: { roles: ['admin'] } }),
    ).toBe(true);
    expect(await store.use(refOf('a'), use('a', 1))).toMatchObject({
      rotated: true,
      record: { tokensVersion: 1, user: { roles: ['admin'] } },
    });
    expect(await store.use(refOf('a'), use('a', 2))).toMatchObject({ rotated: false });
  });

  it('says what it cannot do', async () => {
    const store = await withSession();
    const { user } = record('a');
    const logout = { iss: user.iss, sub: user.sub, at: START, now: START, remember: 1 };
    for (const asked of [
      store.list(user, START),
      store.revokeUser(user),
      store.endByProvider(logout),
    ]) {
      await expect(asked).rejects.toMatchObject({ type: 'session-store-stateless', status: 501 });
    }
    expect(await store.find(refOf('a'), START)).toBeDefined();
  });
});

/** A state of one session. */
const at = (lastSeenAt: number, tokensVersion = 0, csrfEpoch = 0): BoxedSession => ({
  record: record('a', 0, { lastSeenAt: START + lastSeenAt, tokensVersion, csrfEpoch }),
});

describe('RecentSessions', () => {
  it('keeps the newest state: tokens count most, then the epoch, then the time', () => {
    const order = [at(0), at(9), at(5, 0, 1), at(6, 0, 1), at(1, 1, 0), at(2, 1, 0), at(1, 1, 2)];
    for (const [index, newer] of order.entries()) {
      for (const older of order.slice(0, index)) {
        for (const both of [
          [older, newer],
          [newer, older],
        ]) {
          const recent = new RecentSessions(systemClock);
          for (const each of both) recent.admit(each);
          expect(recent.find(refOf('a'))?.boxed).toBe(newer);
        }
      }
    }
  });

  it('forgets what nobody looked at for a minute, an end included', () => {
    const clock = new ManualClock();
    const recent = new RecentSessions(clock);
    recent.admit(at(0));
    clock.advance(59);
    expect(recent.find(refOf('a'))).toBeDefined();
    clock.advance(59);
    expect(recent.end(refOf('a'))).toEqual(at(0));
    clock.advance(59);
    expect(recent.admit(at(9, 9, 9)).boxed).toBeUndefined();
    clock.advance(60);
    expect(recent.find(refOf('a'))).toBeUndefined();
    expect(recent.admit(at(0)).boxed).toEqual(at(0));
  });

  it('holds ten thousand, and forgets the one that was not looked at for longest', () => {
    const recent = new RecentSessions(systemClock);
    recent.admit(at(0));
    for (let index = 0; index < 10_000; index += 1) {
      recent.find(refOf('a'));
      recent.admit({ record: record(`other-${index}`) });
    }
    expect(recent.find(refOf('a'))).toBeDefined();
    expect(recent.find(refOf('other-0'))).toBeUndefined();
    expect(recent.find(refOf('other-9999'))).toBeDefined();
  });
});
