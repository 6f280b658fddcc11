import { Controller, Get, Inject, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OwnSessionsService } from '../bff/sessions/own-sessions.service.ts';
import { CsrfService } from '../csrf/csrf.service.ts';
import { leavingHeaders } from '../http/security-headers.ts';
import { ProviderLogoutService } from '../oidc/provider-logout.service.ts';
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

const HERE: Question = {
  question: 'Sign out of this browser?',
  body: html`<p>Your other sessions go on.</p>`,
  action: '/account/sign-out',
  yes: 'Sign out',
};
const EVERYWHERE: Question = {
  question: 'Sign out everywhere?',
  body: html`<p>
    Every session ends at once, the one that you use now included. ${SIGN_IN_AGAIN}
  </p>`,
  action: '/account/everywhere',
  yes: 'Sign out everywhere',
};

/** Signs this browser out without scripts, alone or with all others; `/auth/web/logout` is the same for applications. */
@Controller('account')
@UseGuards(FormCsrfGuard)
@UseFilters(AccountProblemFilter)
export class SignOutController {
  readonly #sessions: SessionService;
  readonly #own: OwnSessionsService;
  readonly #provider: ProviderLogoutService;
  readonly #csrf: CsrfService;
  readonly #settings: Settings;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(OwnSessionsService) own: OwnSessionsService,
    @Inject(ProviderLogoutService) provider: ProviderLogoutService,
    @Inject(CsrfService) csrf: CsrfService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#sessions = sessions;
    this.#own = own;
    this.#provider = provider;
    this.#csrf = csrf;
    this.#settings = settings;
  }

  /** `GET /account/sign-out`: asks. */
  @Get('sign-out')
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#ask(request, reply, HERE);
  }

  /** `POST /account/sign-out`: ends the session and leads to the provider to sign out there, or else home. */
  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    this.#provider.revokeTokens(await this.#sessions.end(current));
    await this.#leave(request, reply, current);
  }

  /** `GET /account/everywhere`: asks. */
  @Get('everywhere')
  askEverywhere(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#ask(request, reply, EVERYWHERE);
  }

  /** `POST /account/everywhere`: ends all of the person's sessions, and goes on as signing out here does. */
  @Post('everywhere')
  async signOutEverywhere(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    await this.#own.endAll(current);
    await this.#leave(request, reply, current);
  }

  async #ask(request: FastifyRequest, reply: FastifyReply, question: Question): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    const csrfToken = this.#csrf.token(current);
    const page = { ...question, appName: this.#settings.app.name, csrfToken };
    void reply.headers(leavingHeaders(this.#settings));
    sendPage(reply, renderConfirmation(page));
  }

  async #leave(
    request: FastifyRequest,
    reply: FastifyReply,
    session: SessionRecord,
  ): Promise<void> {
    request.sessionIdToSend = null;
    await reply.redirect((await this.#provider.urlFor(session)) ?? '/', 303);
  }
}
