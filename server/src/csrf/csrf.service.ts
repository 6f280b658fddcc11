import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CLOCK, MILLISECONDS } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { deriveKeys } from '../kernel/key-ring.ts';
import type { KeyRing } from '../kernel/key-ring.ts';
import type { SessionRecord } from '../session/session-record.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { createCsrfToken, findCsrfTokenFault } from './csrf-token.ts';
import type { CsrfTokenFault } from './csrf-token.ts';
import { isFromOwnOrigin } from './request-origin.ts';

/** Why a state-changing request is refused; each is a problem type of its own. */
export type CsrfFault = CsrfTokenFault | 'csrf-token-missing' | 'origin-mismatch';

/** A token as it came: once, several times or not at all. */
export type SentToken = string | readonly string[] | undefined;

/** Makes CSRF tokens and judges requests by them. */
@Injectable()
export class CsrfService {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #keys: KeyRing;
  readonly #ownOrigin: string;

  constructor(@Inject(SETTINGS) settings: Settings, @Inject(CLOCK) clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#keys = deriveKeys(settings.security.secret_keys, 'csrf token');
    this.#ownOrigin = new URL(settings.app.public_url).origin;
  }

  /** A fresh token for the session. Earlier ones stay valid until they expire. */
  token(session: SessionRecord): string {
    return createCsrfToken(this.#keys, session, this.#clock.now());
  }

  /** The token that a script sent. */
  headerToken(request: FastifyRequest): SentToken {
    return request.headers[this.#settings.security.csrf.header_name.toLowerCase()];
  }

  /**
   * What is wrong with a state-changing request, or `undefined`. The token is asked for only where there is a session:
   * without one there is nothing that a forged request could use.
   */
  findFault(
    request: FastifyRequest,
    session: SessionRecord | undefined,
    token: SentToken,
  ): CsrfFault | undefined {
    if (!isFromOwnOrigin(request.headers, this.#ownOrigin)) return 'origin-mismatch';
    if (session === undefined) return undefined;
    if (token === undefined || token === '') return 'csrf-token-missing';
    if (typeof token !== 'string') return 'csrf-token-invalid';
    const { max_age: maxAge } = this.#settings.security.csrf;
    const age = { now: this.#clock.now(), maxAge: maxAge * MILLISECONDS };
    return findCsrfTokenFault(this.#keys, token, session, age);
  }
}
