import type { Logger } from 'pino';
import { ProblemError } from '../../kernel/problem-details.ts';
import type { SessionRef } from '../session-id.ts';
import { isExpired } from '../session-record.ts';
import type { SessionRecord } from '../session-record.ts';
import { isDue, tooLate, touch } from '../session-transitions.ts';
import type {
  ClaimOutcome,
  Creation,
  NewSession,
  RefreshClaim,
  Renewal,
  SessionStore,
  SessionUse,
  StoreHealth,
  UseOutcome,
} from '../session.store.ts';
import type { CookieRoom } from './cookie-room.ts';
import type { RecentSession, RecentSessions } from './recent-sessions.ts';
import type { BoxedSession } from './session-box.ts';

/**
 * Sessions that are kept nowhere but in their cookies. The requests of a session bring it, in the {@link BoxCarrier}, and
 * take it away again, changed or not; here is what happens to it in between. What several sessions would have to be known
 * for, or one session elsewhere, cannot be done and says so: `session-store-stateless`.
 *
 * A session that ended goes on in every copy of its cookie that was made before (RFC 10017 has the same of all sessions
 * on the client): only this process knows, and not for long.
 */
export class CookieSessionStore implements SessionStore {
  readonly #recent: RecentSessions;
  readonly #room: CookieRoom;
  readonly #logger: Logger;

  constructor(recent: RecentSessions, room: CookieRoom, logger: Logger) {
    this.#recent = recent;
    this.#room = room;
    this.#logger = logger;
  }

  /** @throws ProblemError `session-too-large` */
  async create({ record }: NewSession): Promise<Creation> {
    this.#recent.admit(this.#fit({ record }));
    return { state: 'created', evicted: [] };
  }

  async use(ref: SessionRef, use: SessionUse): Promise<UseOutcome> {
    const session = this.#recent.find(ref);
    if (session?.boxed === undefined) return { state: 'missing' };
    const { boxed } = session;
    const { record } = boxed;
    const late = tooLate(record, use);
    if (late !== undefined) {
      this.#recent.end(ref);
      return late;
    }
    const rotated = isDue(boxed, use);
    const next = rotated ? nextEpoch(record, use) : boxed;
    session.boxed = { ...next, record: touch(next.record, use) };
    return { state: 'live', record: session.boxed.record, rotated };
  }

  async find(ref: SessionRef, now: number): Promise<SessionRecord | undefined> {
    return this.#live(ref, now)?.boxed.record;
  }

  async list(): Promise<never> {
    throw cannot('list sessions');
  }

  async revoke(ref: SessionRef): Promise<SessionRecord | undefined> {
    return this.#recent.end(ref)?.record;
  }

  async revokeUser(): Promise<never> {
    throw cannot('end sessions of other browsers');
  }

  async endByProvider(): Promise<never> {
    throw cannot('end sessions for the identity provider');
  }

  /** The claim holds in this process alone: other instances do not see it. */
  async claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome> {
    const live = this.#live(ref, claim.now);
    if (live === undefined) return { state: 'missing' };
    const { record } = live.boxed;
    if (record.tokensVersion > claim.tokensVersion) return { state: 'renewed', record };
    if (live.session.claim && live.session.claim.until > claim.now)
      return { state: 'busy', record };
    live.session.claim = { owner: claim.owner, until: claim.until };
    return { state: 'granted', record };
  }

  /** @throws ProblemError `session-too-large`; the claim is still held then */
  async finishRefresh(ref: SessionRef, owner: string, renewal?: Renewal): Promise<boolean> {
    const session = this.#recent.find(ref);
    if (session?.boxed === undefined || session.claim?.owner !== owner) return false;
    if (renewal !== undefined) session.boxed = this.#fit(renewed(session.boxed, renewal));
    session.claim = undefined;
    return true;
  }

  async ping(): Promise<StoreHealth> {
    return { store: 'cookie', isFallback: false };
  }

  #live(
    ref: SessionRef,
    now: number,
  ): { readonly session: RecentSession; readonly boxed: BoxedSession } | undefined {
    const session = this.#recent.find(ref);
    const boxed = session?.boxed;
    if (session === undefined || boxed === undefined) return undefined;
    return isExpired(boxed.record, now) ? undefined : { session, boxed };
  }

  #fit(session: BoxedSession): BoxedSession {
    const fitting = this.#room.fit(session);
    if (fitting !== session) {
      this.#logger.info(
        { event: 'id_token_left_out', session: session.record.handle },
        'the cookie has no room for the ID token: signing out at the provider will ask for a confirmation',
      );
    }
    return fitting;
  }
}

/** CSRF tokens of the epoch before are good for the grace: pages that are open have them. */
function nextEpoch(record: SessionRecord, { now, rotationGrace }: SessionUse): BoxedSession {
  const { csrfEpoch } = record;
  return {
    record: {
      ...record,
      csrfEpoch: csrfEpoch + 1,
      rotatedAt: now,
      graceUntil: now + rotationGrace,
    },
  };
}

function renewed({ record, mustRotate }: BoxedSession, { tokens, rights }: Renewal): BoxedSession {
  return {
    record: {
      ...record,
      user: { ...record.user, ...rights },
      tokens,
      tokensVersion: record.tokensVersion + 1,
    },
    ...((mustRotate === true || rights !== undefined) && { mustRotate: true }),
  };
}

function cannot(what: string): ProblemError {
  const detail = `Sessions are kept in cookies, so this server cannot ${what}.`;
  return new ProblemError('session-store-stateless', { detail });
}
