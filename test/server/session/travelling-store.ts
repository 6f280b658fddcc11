import { pino } from 'pino';
import { systemClock } from '../../../server/src/kernel/clock.ts';
import { deriveKeys } from '../../../server/src/kernel/key-ring.ts';
import { CookieRoom } from '../../../server/src/session/cookie/cookie-room.ts';
import { CookieSessionStore } from '../../../server/src/session/cookie/cookie-session.store.ts';
import { RecentSessions } from '../../../server/src/session/cookie/recent-sessions.ts';
import { SessionBox } from '../../../server/src/session/cookie/session-box.ts';
import { responseCookie } from '../../../server/src/session/response-cookie.ts';
import type { SessionRef } from '../../../server/src/session/session-id.ts';
import type { SessionRecord } from '../../../server/src/session/session-record.ts';
import type {
  ClaimOutcome,
  Creation,
  NewSession,
  RefreshClaim,
  SessionStore,
  SessionUse,
  StoreHealth,
  UseOutcome,
} from '../../../server/src/session/session.store.ts';
import { Secret } from '@lockstep/config';

const COOKIE = responseCookie('session', { sameSite: 'strict', secure: false });
const KEYS = deriveKeys([new Secret(Buffer.alloc(32, 7).toString('base64url'))], 'test');

/**
 * A browser and its cookies, in the shape of a store: each step is taken by an instance that has seen none of the
 * sessions before, and has nothing but what the step before has sealed. Only renewing tokens needs two steps at one.
 */
export class TravellingStore implements SessionStore {
  readonly #jar = new Map<string, string>();
  readonly #box = new SessionBox(KEYS, COOKIE.name);
  #renewing: Instance | undefined;

  async create(session: NewSession): Promise<Creation> {
    const instance = this.#arrive(session.record.ref);
    const creation = await instance.store.create(session);
    this.#leave(session.record.ref, instance);
    return creation;
  }

  async use(ref: SessionRef, use: SessionUse): Promise<UseOutcome> {
    return this.#at(this.#arrive(ref), ref, (store) => store.use(ref, use));
  }

  async find(ref: SessionRef, now: number): Promise<SessionRecord | undefined> {
    return this.#at(this.#arrive(ref), ref, (store) => store.find(ref, now));
  }

  list(): Promise<never> {
    return this.#arrive().store.list();
  }

  async revoke(ref: SessionRef): Promise<SessionRecord | undefined> {
    return this.#at(this.#arrive(ref), ref, (store) => store.revoke(ref));
  }

  revokeUser(): Promise<never> {
    return this.#arrive().store.revokeUser();
  }

  endByProvider(): Promise<never> {
    return this.#arrive().store.endByProvider();
  }

  async claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome> {
    this.#renewing ??= this.#arrive(ref);
    return this.#at(this.#renewing, ref, (store) => store.claimRefresh(ref, claim));
  }

  async finishRefresh(...given: Parameters<CookieSessionStore['finishRefresh']>): Promise<boolean> {
    const instance = this.#renewing ?? this.#arrive(given[0]);
    return this.#at(instance, given[0], (store) => store.finishRefresh(...given));
  }

  ping(): Promise<StoreHealth> {
    return this.#arrive().store.ping();
  }

  async #at<T>(
    instance: Instance,
    ref: SessionRef,
    step: (store: CookieSessionStore) => Promise<T>,
  ): Promise<T> {
    const outcome = await step(instance.store);
    this.#leave(ref, instance);
    return outcome;
  }

  /** A request comes to a fresh instance, with the cookie that the browser has for the session. */
  #arrive(ref?: SessionRef): Instance {
    const recent = new RecentSessions(systemClock);
    const sealed = ref && this.#jar.get(ref.family);
    const boxed = sealed === undefined ? undefined : this.#box.open(sealed);
    if (boxed !== undefined) recent.admit(boxed);
    const silent = pino({ enabled: false });
    return { recent, store: new CookieSessionStore(recent, new CookieRoom(COOKIE), silent) };
  }

  /** The answer brings the cookie, or takes it away. */
  #leave({ family, tag }: SessionRef, { recent }: Instance): void {
    const boxed = recent.find({ family, tag })?.boxed;
    if (boxed === undefined) this.#jar.delete(family);
    else this.#jar.set(family, this.#box.seal(boxed));
  }
}

interface Instance {
  readonly recent: RecentSessions;
  readonly store: CookieSessionStore;
}
