import { Controller, Delete, Get, HttpCode, Inject, Param, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CsrfGuard } from '../../csrf/csrf.guard.ts';
import { ProblemError } from '../../kernel/problem-details.ts';
import { requireSession } from '../../session/require-session.ts';
import { SessionService } from '../../session/session.service.ts';
import { queryOf, single } from '../query.ts';
import { toBody } from './own-session.ts';
import type { OwnSessionBody } from './own-session.ts';
import { OwnSessionsService } from './own-sessions.service.ts';

/** One's own sessions. All of it is 401 without one. */
@Controller('auth/web/sessions')
@UseGuards(CsrfGuard)
export class SessionsController {
  readonly #sessions: SessionService;
  readonly #own: OwnSessionsService;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(OwnSessionsService) own: OwnSessionsService,
  ) {
    this.#sessions = sessions;
    this.#own = own;
  }

  /** `GET /auth/web/sessions`: the current one first, then the one that was used last. */
  @Get()
  async list(
    @Req() request: FastifyRequest,
  ): Promise<{ readonly sessions: readonly OwnSessionBody[] }> {
    const sessions = await this.#own.list(await requireSession(this.#sessions, request));
    return { sessions: sessions.map(toBody) };
  }

  /** `DELETE /auth/web/sessions?scope=others`: ends all but the current one, and says how many. */
  @Delete()
  async endOthers(@Req() request: FastifyRequest): Promise<{ readonly revoked: number }> {
    const current = await requireSession(this.#sessions, request);
    if (single(queryOf(request), 'scope') !== 'others') {
      throw new ProblemError('bad-request', { detail: 'scope has to be `others`.' });
    }
    return { revoked: await this.#own.endOthers(current) };
  }

  /** `DELETE /auth/web/sessions/HANDLE`: 404 for what is not one's own, whether it exists or not; 409 for the current one. */
  @Delete(':handle')
  @HttpCode(204)
  async end(@Req() request: FastifyRequest, @Param('handle') handle: string): Promise<void> {
    const ending = await this.#own.end(await requireSession(this.#sessions, request), handle);
    if (ending === 'missing') {
      throw new ProblemError('not-found', { detail: 'You have no session of this name.' });
    }
    if (ending === 'current') {
      const detail = 'This is the session that asks: it ends by `/auth/web/logout`.';
      throw new ProblemError('conflict', { detail });
    }
  }
}
