import { Secret } from '@lockstep/config';
import { pino } from 'pino';
import { systemClock } from '../../../server/src/kernel/clock.ts';
import { deriveKeys } from '../../../server/src/kernel/key-ring.ts';
import { CookieRoom } from '../../../server/src/session/cookie/cookie-room.ts';
import { CookieSessionStore } from '../../../server/src/session/cookie/cookie-session.store.ts';
import { RecentSessions } from '../../../server/src/session/cookie/recent-sessions.ts';
import { SessionBox } from '../../../server/src/session/cookie/session-box.ts';
import { responseCookie } from '../../../server/src/session/response-cookie.ts';
import type { SessionRef } from '../../../server/src/session/session-id.ts';
import type { SessionStore } from '../../../server/src/session/session.store.ts';

const COOKIE = responseCookie('session', { sameSite: 'strict', secure: false });
const KEYS = deriveKeys([new Secret(Buffer.alloc(32, 7).toString('base64url'))], 'test');
const SILENT = pino({ enabled: false });

interface Instance {
  readonly recent: RecentSessions;
  readonly store: CookieSessionStore;
}

type Step<T> = (store: CookieSessionStore) => Promise<T>;

/** A browser with its cookies, by family, and instances that have seen none of its sessions before. */
class Traveller {
  readonly #jar = new Map<string, string>();
  readonly #box = new SessionBox(KEYS, COOKIE.name);

  /** A request comes to a fresh instance, with the cookie that the browser has for the session. */
  arrive(ref: SessionRef): Instance {
    const recent = new RecentSessions(systemClock);
    const boxed = this.#box.open(this.#jar.get(ref.family) ?? '');
    if (boxed !== undefined) recent.admit(boxed);
    return { recent, store: new CookieSessionStore(recent, new CookieRoom(COOKIE), SILENT) };
  }

  /** Something is done there, and the answer brings the cookie or takes it away. */
  async step<T>(ref: SessionRef, step: Step<T>, { recent, store } = this.arrive(ref)): Promise<T> {
    const outcome = await step(store);
    const boxed = recent.find(ref)?.boxed;
    if (boxed === undefined) this.#jar.delete(ref.family);
    else this.#jar.set(ref.family, this.#box.seal(boxed));
    return outcome;
  }
}

/**
 * A browser and its cookies, in the shape of a store: each step is taken by an instance that has nothing but what the
 * step before has sealed. Only renewing tokens needs two steps at one.
 */
export function travellingStore(): SessionStore {
  const traveller = new Traveller();
  const nobody = traveller.arrive({ tag: '', family: '' }).store;
  let renewing: Instance | undefined;
  return {
    create: (session) => traveller.step(session.record.ref, (store) => store.create(session)),
    use: (ref, use) => traveller.step(ref, (store) => store.use(ref, use)),
    find: (ref, now) => traveller.step(ref, (store) => store.find(ref, now)),
    revoke: (ref) => traveller.step(ref, (store) => store.revoke(ref)),
    claimRefresh: (ref, claim) => {
      renewing ??= traveller.arrive(ref);
      return traveller.step(ref, (store) => store.claimRefresh(ref, claim), renewing);
    },
    finishRefresh: (ref, owner, renewal) =>
      traveller.step(ref, (store) => store.finishRefresh(ref, owner, renewal), renewing),
    list: () => nobody.list(),
    revokeUser: () => nobody.revokeUser(),
    endByProvider: () => nobody.endByProvider(),
    ping: () => nobody.ping(),
  };
}
