import { Controller, Get, Inject, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { queryOf } from '../bff/query.ts';
import { OwnSessionsService } from '../bff/sessions/own-sessions.service.ts';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { sendPage } from '../pages/send-page.ts';
import { requireSession } from '../session/require-session.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { AccountProblemFilter } from './account-problem.filter.ts';
import { renderAccount } from './account.page.ts';

const COUNT = /^\d{1,4}$/u;

/** `GET /account?ended`: who is signed in, and where. `ended` says how many sessions the request before has ended. */
@Controller('account')
@UseFilters(AccountProblemFilter)
export class AccountController {
  readonly #sessions: SessionService;
  readonly #own: OwnSessionsService;
  readonly #settings: Settings;
  readonly #clock: Clock;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(OwnSessionsService) own: OwnSessionsService,
    @Inject(SETTINGS) settings: Settings,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#sessions = sessions;
    this.#own = own;
    this.#settings = settings;
    this.#clock = clock;
  }

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    const ended = queryOf(request).get('ended') ?? '';
    const text = renderAccount({
      appName: this.#settings.app.name,
      user: current.user,
      sessions: await this.#own.list(current),
      ended: COUNT.test(ended) ? Number(ended) : undefined,
      now: this.#clock.now(),
    });
    sendPage(reply, text);
  }
}
