import { Controller, Get, Inject, Post, Req, UseGuards, HttpCode } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CsrfGuard } from '../csrf/csrf.guard.ts';
import { CsrfService } from '../csrf/csrf.service.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { TokenService } from '../oidc/token.service.ts';
import { requireSession } from '../session/require-session.ts';
import { expiresAt } from '../session/session-record.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { SessionService } from '../session/session.service.ts';
import { NOT_SIGNED_IN } from './who.ts';
import type { Who } from './who.ts';

const UNAUTHORIZED = 401;

/** Tells a page who is signed in, and renews the session. */
@Controller('auth/web')
@UseGuards(CsrfGuard)
export class SessionController {
  readonly #sessions: SessionService;
  readonly #csrf: CsrfService;
  readonly #tokens: TokenService;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(CsrfService) csrf: CsrfService,
    @Inject(TokenService) tokens: TokenService,
  ) {
    this.#sessions = sessions;
    this.#csrf = csrf;
    this.#tokens = tokens;
  }

  /** `GET /auth/web/me`: never 401. */
  @Get('me')
  async me(@Req() request: FastifyRequest): Promise<Who> {
    const session = await this.#sessions.current(request);
    return session === undefined ? NOT_SIGNED_IN : this.#who(session);
  }

  /**
   * `POST /auth/web/refresh`: a new session id and CSRF token, and new tokens of the provider when theirs are due. Answers
   * as `/auth/web/me` does; 401 without a session, or when the provider refuses to go on.
   */
  @Post('refresh')
  @HttpCode(200)
  async refresh(@Req() request: FastifyRequest): Promise<Who> {
    const session = await requireSession(this.#sessions, request);
    await this.#renew(request, session);
    const rotated = await this.#sessions.rotate(request);
    if (rotated === undefined) throw new ProblemError('authentication-required');
    return this.#who(rotated);
  }

  async #renew(request: FastifyRequest, session: SessionRecord): Promise<void> {
    try {
      await this.#tokens.renewed(session);
    } catch (error) {
      const isOver = error instanceof ProblemError && error.status === UNAUTHORIZED;
      if (isOver) request.sessionIdToSend = null;
      throw error;
    }
  }

  #who(session: SessionRecord): Who {
    return {
      authenticated: true,
      user: session.user,
      csrf_token: this.#csrf.token(session),
      expires_at: new Date(expiresAt(session)).toISOString(),
    };
  }
}
