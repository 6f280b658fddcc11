import type { Clock } from '../../kernel/clock.ts';
import type { SessionRef } from '../session-id.ts';
import type { BoxedSession } from './session-box.ts';

/** How long a session is remembered after it was looked at, in milliseconds: longer than requests overlap. */
const MEMORY = 60_000;
/** When there are as many, the ones that were not looked at for longest are forgotten. */
const CAPACITY = 10_000;

/** A session that this process has seen lately. */
export interface RecentSession {
  /** The newest state that is known; `undefined` once the session has ended. */
  boxed: BoxedSession | undefined;
  /** Who renews the tokens, and until when nobody else may. */
  claim?: { readonly owner: string; readonly until: number } | undefined;
}

interface Remembered {
  readonly session: RecentSession;
  readonly until: number;
}

/**
 * What requests of one session that overlap in this process share, so that they renew tokens once and all hand out the
 * same successor, and so that none of them brings back a session that another one has ended. Sessions do not depend on
 * it: what is forgotten here, or never was here, is whatever the cookie says.
 */
export class RecentSessions {
  readonly #clock: Clock;
  /** By family; the one to forget next first. */
  readonly #remembered = new Map<string, Remembered>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A session as a cookie has it, or a newer state of it. */
  admit(boxed: BoxedSession): RecentSession {
    const { ref } = boxed.record;
    const known = this.find(ref);
    if (known === undefined) return this.#remember(ref, { boxed });
    if (known.boxed !== undefined && isNewer(boxed, known.boxed)) known.boxed = boxed;
    return known;
  }

  /** The session, ended or not; it is remembered anew. */
  find(ref: SessionRef): RecentSession | undefined {
    const known = this.#remembered.get(ref.family);
    if (known === undefined || known.until <= this.#clock.now()) return undefined;
    return this.#remember(ref, known.session);
  }

  /** Notes that the session has ended; gives what it was, where that is known. */
  end(ref: SessionRef): BoxedSession | undefined {
    const session = this.find(ref) ?? this.#remember(ref, { boxed: undefined });
    const { boxed } = session;
    session.boxed = undefined;
    session.claim = undefined;
    return boxed;
  }

  #remember({ family }: SessionRef, session: RecentSession): RecentSession {
    const now = this.#clock.now();
    this.#remembered.delete(family);
    this.#remembered.set(family, { session, until: now + MEMORY });
    for (const [each, { until }] of this.#remembered) {
      if (until > now && this.#remembered.size <= CAPACITY) break;
      this.#remembered.delete(each);
    }
    return session;
  }
}

/** Tokens count most: the provider may have made the older ones void. */
function isNewer({ record: one }: BoxedSession, { record: other }: BoxedSession): boolean {
  return (
    (one.tokensVersion - other.tokensVersion ||
      one.csrfEpoch - other.csrfEpoch ||
      one.lastSeenAt - other.lastSeenAt) > 0
  );
}
