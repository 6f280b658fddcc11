import {
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Req,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OwnSession } from '../bff/sessions/own-session.ts';
import { OwnSessionsService } from '../bff/sessions/own-sessions.service.ts';
import { CsrfService } from '../csrf/csrf.service.ts';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { html } from '../pages/html.ts';
import { sendPage } from '../pages/send-page.ts';
import { requireSession } from '../session/require-session.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { AccountProblemFilter } from './account-problem.filter.ts';
import { renderConfirmation, SIGN_IN_AGAIN } from './confirmation.page.ts';
import type { Question } from './confirmation.page.ts';
import { FormCsrfGuard } from './form-csrf.guard.ts';
import { sessionFacts } from './session-facts.ts';
import { LOCAL_TIMES } from './times.ts';

const OTHERS: Question = {
  question: 'Sign out everywhere else?',
  body: html`<p>Every session but the one that you use now ends at once. ${SIGN_IN_AGAIN}</p>`,
  action: '/account/others',
  yes: 'Sign out everywhere else',
};

/** Ends sessions from the account page: each is asked about first, and the answer to a yes is 303 back to the page. */
@Controller('account')
@UseGuards(FormCsrfGuard)
@UseFilters(AccountProblemFilter)
export class RevocationController {
  readonly #sessions: SessionService;
  readonly #own: OwnSessionsService;
  readonly #csrf: CsrfService;
  readonly #settings: Settings;
  readonly #clock: Clock;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(OwnSessionsService) own: OwnSessionsService,
    @Inject(CsrfService) csrf: CsrfService,
    @Inject(SETTINGS) settings: Settings,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#sessions = sessions;
    this.#own = own;
    this.#csrf = csrf;
    this.#settings = settings;
    this.#clock = clock;
  }

  /** `GET /account/sessions/HANDLE`: asks whether to end it. One that is over already needs no question. */
  @Get('sessions/:handle')
  async ask(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('handle') handle: string,
  ): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    const session = (await this.#own.list(current)).find((each) => each.handle === handle);
    if (session === undefined) backToAccount(reply, 0);
    else if (session.isCurrent) void reply.redirect('/account/sign-out', 303);
    else this.#confirm(reply, current, this.#questionAbout(session));
  }

  /** `POST /account/sessions/HANDLE`: ends it. */
  @Post('sessions/:handle')
  async end(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('handle') handle: string,
  ): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    const ending = await this.#own.end(current, handle);
    if (ending === 'current') throw new ProblemError('conflict');
    backToAccount(reply, ending === 'ended' ? 1 : 0);
  }

  /** `GET /account/others`: asks whether to end all but the current one. */
  @Get('others')
  async askOthers(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    this.#confirm(reply, current, OTHERS);
  }

  /** `POST /account/others`: ends them. */
  @Post('others')
  async endOthers(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    backToAccount(reply, await this.#own.endOthers(current));
  }

  #questionAbout(session: OwnSession): Question {
    return {
      question: `Sign out ${session.device}?`,
      body: html`<p>The session there ends at once. ${SIGN_IN_AGAIN}</p>
        <dl class="facts card">${sessionFacts(session, this.#clock.now())}</dl>
        ${LOCAL_TIMES}`,
      action: `/account/sessions/${session.handle}`,
      yes: 'Sign out',
    };
  }

  #confirm(reply: FastifyReply, current: SessionRecord, question: Question): void {
    const csrfToken = this.#csrf.token(current);
    const page = { ...question, appName: this.#settings.app.name, csrfToken };
    sendPage(reply, renderConfirmation(page));
  }
}

/** A form is answered by a redirect, so that reloading the page sends nothing again (RFC 9110, section 15.4.4). */
function backToAccount(reply: FastifyReply, ended: number): void {
  void reply.redirect(`/account?ended=${ended}`, 303);
}
