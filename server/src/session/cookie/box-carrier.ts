import type { FastifyRequest } from 'fastify';
import type { PresentedSession, SessionCarrier } from '../session-carrier.ts';
import { refOf } from '../session-id.ts';
import type { SessionId } from '../session-id.ts';
import type { RecentSession, RecentSessions } from './recent-sessions.ts';
import type { BoxedSession, SessionBox } from './session-box.ts';

/** A cookie is at most so much of the idle timeout behind, and at most so many milliseconds. */
const MAX_LAG_SHARE = 0.1;
const MAX_LAG = 60_000;

interface Opened {
  /** As the browser sent it. */
  readonly sent: BoxedSession;
  readonly session: RecentSession;
}

/**
 * The cookie holds the whole session, encrypted: it is the id as well, so there are no successors to tell of. The browser
 * gets it again when tokens or the CSRF epoch changed, and else when the time of its last use is too far behind: a
 * cookie with every response would double what a site sends, and let answers that cross overwrite each other.
 */
export class BoxCarrier implements SessionCarrier {
  readonly #box: SessionBox;
  readonly #recent: RecentSessions;
  readonly #maxLag: number;
  readonly #opened = new WeakMap<FastifyRequest, Opened>();

  /** @param idleTimeout milliseconds */
  constructor(box: SessionBox, recent: RecentSessions, idleTimeout: number) {
    this.#box = box;
    this.#recent = recent;
    this.#maxLag = Math.min(MAX_LAG, idleTimeout * MAX_LAG_SHARE);
  }

  /** What cannot be opened is taken away from the browser: it is never going to be a session. */
  read(request: FastifyRequest, value: string): PresentedSession | undefined {
    const opened = this.#opened.get(request) ?? this.#open(value);
    if (opened === undefined) {
      request.sessionIdToSend = null;
      return undefined;
    }
    this.#opened.set(request, opened);
    return { ref: opened.sent.record.ref, secretHash: '', successors: [] };
  }

  valueFor(request: FastifyRequest, id: SessionId | undefined): string | undefined {
    const boxed = id === undefined ? this.#changed(request) : this.#recent.find(refOf(id))?.boxed;
    return boxed === undefined ? undefined : this.#box.seal(boxed);
  }

  #open(value: string): Opened | undefined {
    const sent = this.#box.open(value);
    return sent === undefined ? undefined : { sent, session: this.#recent.admit(sent) };
  }

  /** The session of the request, where the browser has to have it anew; never one that has ended meanwhile. */
  #changed(request: FastifyRequest): BoxedSession | undefined {
    const opened = this.#opened.get(request);
    if (opened === undefined) return undefined;
    const { sent, session } = opened;
    // A long request may have outlived the memory of its session.
    const { boxed } = this.#recent.find(sent.record.ref) ?? session;
    return boxed !== undefined && this.#isBehind(sent, boxed) ? boxed : undefined;
  }

  #isBehind(
    { record: sent, mustRotate }: BoxedSession,
    { record, mustRotate: must }: BoxedSession,
  ): boolean {
    return (
      sent.tokensVersion !== record.tokensVersion ||
      sent.csrfEpoch !== record.csrfEpoch ||
      mustRotate !== must ||
      record.lastSeenAt - sent.lastSeenAt >= this.#maxLag
    );
  }
}
