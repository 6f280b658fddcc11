import { Controller, Get, Inject, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CsrfService } from '../csrf/csrf.service.ts';
import { scriptProtection } from '../http/security-headers.ts';
import { ProviderLogoutService } from '../oidc/provider-logout.service.ts';
import { html } from '../pages/html.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { AccountProblemFilter } from './account-problem.filter.ts';
import { renderConfirmation } from './confirmation.page.ts';
import { FormCsrfGuard } from './form-csrf.guard.ts';
import { requireSession } from './require-session.ts';
import { sendPage } from './send-page.ts';

/** `form-action` is left out: browsers apply it to the redirect after the form too, and that leads to the provider. */
const SIGN_OUT_POLICY =
  "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/** Signs out without scripts; `/auth/web/logout` is the same for applications. */
@Controller('account/sign-out')
@UseGuards(FormCsrfGuard)
@UseFilters(AccountProblemFilter)
export class SignOutController {
  readonly #sessions: SessionService;
  readonly #provider: ProviderLogoutService;
  readonly #csrf: CsrfService;
  readonly #settings: Settings;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(ProviderLogoutService) provider: ProviderLogoutService,
    @Inject(CsrfService) csrf: CsrfService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#sessions = sessions;
    this.#provider = provider;
    this.#csrf = csrf;
    this.#settings = settings;
  }

  /** `GET /account/sign-out`: asks. */
  @Get()
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    const page = renderConfirmation({
      appName: this.#settings.app.name,
      question: 'Sign out of this browser?',
      body: html`<p>Your other sessions go on.</p>`,
      action: '/account/sign-out',
      yes: 'Sign out',
      csrfToken: this.#csrf.token(current),
    });
    void reply.headers(scriptProtection(this.#settings, SIGN_OUT_POLICY));
    sendPage(reply, page);
  }

  /** `POST /account/sign-out`: ends the session and leads to the provider to sign out there, or else home. */
  @Post()
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    await this.#sessions.end(current);
    this.#provider.revokeTokens([current]);
    request.sessionIdToSend = null;
    await reply.redirect((await this.#provider.urlFor(current)) ?? '/', 303);
  }
}
