import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { pathOf } from '../kernel/path-of.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { requireSession } from '../session/require-session.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';

/**
 * Lets administrators alone in: whoever has the role of `users.admin_role` by what the provider has said last. What is
 * asked for is not looked at before, so that everybody else gets the same answer whatever there is.
 */
@Injectable()
export class AdminGuard implements CanActivate {
  readonly #sessions: SessionService;
  readonly #settings: Settings;
  readonly #logger: Logger;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#sessions = sessions;
    this.#settings = settings;
    this.#logger = logger;
  }

  /** @throws ProblemError `authentication-required`, `administrator-required` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const session = await requireSession(this.#sessions, request);
    const { admin_role: role } = this.#settings.users;
    if (role !== undefined && session.user.roles?.includes(role) === true) return true;
    const record = {
      event: 'admin_refused',
      requestId: request.id,
      user: session.user.id,
      session: session.handle,
      method: request.method,
      path: pathOf(request.url),
    };
    this.#logger.warn(record, 'somebody who is no administrator asked for what administrators may');
    throw new ProblemError('administrator-required');
  }
}
