import { Controller, Get, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CsrfGuard } from '../csrf/csrf.guard.ts';
import { leavingHeaders } from '../http/security-headers.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { ProviderLogoutService } from '../oidc/provider-logout.service.ts';
import { sendPage } from '../pages/send-page.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { renderLogoutContinue } from './logout-continue.page.ts';
import { queryOf, single } from './query.ts';
import { GET_ALONE, refuseUnmeant } from './unmeant-request.ts';

/** Which sessions a sign-out ends. */
const SCOPES: ReadonlySet<string | undefined> = new Set([undefined, 'all']);

/** Signs people out. */
@Controller('auth/web/logout')
@UseGuards(CsrfGuard)
export class LogoutController {
  readonly #sessions: SessionService;
  readonly #provider: ProviderLogoutService;
  readonly #settings: Settings;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(ProviderLogoutService) provider: ProviderLogoutService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#sessions = sessions;
    this.#provider = provider;
    this.#settings = settings;
  }

  /**
   * `POST /auth/web/logout`: ends the session at once, and with `?scope=all` every session of the person. 200 with
   * `provider_logout_url` where the provider has a page to sign out on too, else 204; without a session there is nothing
   * to do, and that is 204.
   */
  @Post()
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const scope = single(queryOf(request), 'scope');
    if (!SCOPES.has(scope)) {
      throw new ProblemError('bad-request', { detail: 'scope is `all`, or left out.' });
    }
    const session = await this.#sessions.current(request);
    if (session === undefined) {
      request.sessionIdToSend = null;
      return void (await reply.code(204).send());
    }
    this.#provider.revokeTokens(await this.#end(session, scope === 'all'));
    request.sessionIdToSend = null;
    const url = await this.#provider.urlFor(session);
    await (url === undefined
      ? reply.code(204).send()
      : reply.code(200).send({ provider_logout_url: url }));
  }

  /** `GET /auth/web/logout/continue?ticket`: leads on to the provider; the ticket is good once. */
  @Get('continue')
  @RouteConfig(GET_ALONE)
  async continue(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    refuseUnmeant(request);
    const form = await this.#provider.takeForm(single(queryOf(request), 'ticket'));
    if (form === undefined) return void (await reply.redirect('/', 303));
    void reply.headers(leavingHeaders(this.#settings));
    sendPage(reply, renderLogoutContinue(form, this.#settings.app.name));
  }

  async #end(session: SessionRecord, everywhere: boolean): Promise<readonly SessionRecord[]> {
    if (everywhere) return this.#sessions.endAll(session.user);
    return this.#sessions.end(session);
  }
}
