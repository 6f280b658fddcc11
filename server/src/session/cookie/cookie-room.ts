import { ProblemError } from '../../kernel/problem-details.ts';
import { sealedLength } from '../../kernel/sealed-box.ts';
import { headerLength } from '../response-cookie.ts';
import type { ResponseCookie } from '../response-cookie.ts';
import { partsOf, sizeOf } from './session-box.ts';
import type { BoxedSession } from './session-box.ts';

/** What browsers keep of one cookie, its name and attributes included, in bytes (RFC 6265, section 6.1). */
const LIMIT = 4096;
/** Room for what changes while the session lives: counters grow, and the end of a grace is noted. */
const RESERVE = 80;

/** Sees to it that no browser drops a session because it is too large: they do so without a word. */
export class CookieRoom {
  readonly #cookie: ResponseCookie;

  constructor(cookie: ResponseCookie) {
    this.#cookie = cookie;
  }

  /**
   * The session as it fits. The ID token goes first when it does not: it is of use for signing out at the provider alone.
   *
   * @throws ProblemError `session-too-large`, which says what takes the room
   */
  fit(session: BoxedSession): BoxedSession {
    if (this.#fits(session)) return session;
    const { idToken: _idToken, ...tokens } = session.record.tokens;
    const smaller = { ...session, record: { ...session.record, tokens } };
    if (this.#fits(smaller)) return smaller;
    throw new ProblemError('session-too-large', { detail: this.#explain(smaller) });
  }

  #fits(session: BoxedSession): boolean {
    return this.#lengthOf(session) + RESERVE <= LIMIT;
  }

  #lengthOf(session: BoxedSession): number {
    return headerLength(this.#cookie, sealedLength(sizeOf(session)));
  }

  /** Names and sizes; what is in the parts is nobody's business. */
  #explain(session: BoxedSession): string {
    const needed = this.#lengthOf(session) + RESERVE;
    const parts = partsOf(session).map(({ name, bytes }) => ({
      name,
      length: Math.ceil((bytes * 4) / 3),
    }));
    const rest = needed - parts.reduce((sum, { length }) => sum + length, 0);
    const list = [...parts, { name: 'everything else', length: rest }]
      .map(({ name, length }) => `${name} ${length}`)
      .join(', ');
    const cause = `Browsers keep ${LIMIT} bytes of a cookie, and this session takes ${needed}`;
    return `${cause} without the ID token: ${list}. Whoever runs the server can ask for less, or keep sessions in Redis.`;
  }
}
