import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ProblemError } from '../kernel/problem-details.ts';
import { LOGGER } from '../logging/logger.token.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { CsrfService } from './csrf.service.ts';
import type { CsrfFault, SentToken } from './csrf.service.ts';

/** Methods that change nothing (RFC 9110, section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

const DETAILS: Readonly<Record<CsrfFault, string>> = {
  'csrf-token-missing': 'Send the csrf_token of /auth/web/me in the CSRF header.',
  'csrf-token-invalid': 'Ask /auth/web/me for the csrf_token of this session.',
  'csrf-token-expired': 'Ask /auth/web/me for a fresh csrf_token.',
  'origin-mismatch': 'Only pages of this server may send this request.',
};

/** Refuses state-changing requests that may be forged. `security.csrf.mode = report` logs them and lets them through. */
@Injectable()
export class CsrfGuard implements CanActivate {
  readonly #csrf: CsrfService;
  readonly #sessions: SessionService;
  readonly #settings: Settings;
  readonly #logger: Logger;

  constructor(
    @Inject(CsrfService) csrf: CsrfService,
    @Inject(SessionService) sessions: SessionService,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#csrf = csrf;
    this.#sessions = sessions;
    this.#settings = settings;
    this.#logger = logger;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.#isChecked(request)) {
      this.#refuseForged(request, await this.#sessions.current(request));
    }
    return true;
  }

  /**
   * As {@link canActivate}, where the session is known already.
   *
   * @param session `undefined` asks for no token: then the origin alone is checked
   * @throws ProblemError a {@link CsrfFault}
   */
  check(request: FastifyRequest, session: SessionRecord | undefined): void {
    if (this.#isChecked(request)) this.#refuseForged(request, session);
  }

  #isChecked({ method }: FastifyRequest): boolean {
    return this.#settings.security.csrf.enabled && !SAFE_METHODS.has(method);
  }

  #refuseForged(request: FastifyRequest, session: SessionRecord | undefined): void {
    const { mode } = this.#settings.security.csrf;
    const fault = this.#csrf.findFault(request, session, this.sentToken(request));
    if (fault === undefined) return;
    const record = {
      event: 'malicious_csrf',
      requestId: request.id,
      fault,
      session: session?.handle,
      mode,
    };
    this.#logger.warn(record, 'CSRF check failed');
    if (mode === 'report') return;
    throw new ProblemError(fault, { detail: DETAILS[fault] });
  }

  /** Where the token is: in a header, which no form can send. */
  protected sentToken(request: FastifyRequest): SentToken {
    return this.#csrf.headerToken(request);
  }
}
