import { Controller, Get, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CsrfGuard } from '../csrf/csrf.guard.ts';
import { CsrfService } from '../csrf/csrf.service.ts';
import { SignInService } from '../oidc/sign-in.service.ts';
import { expiresAt } from '../session/session-record.ts';
import { SessionService } from '../session/session.service.ts';
import { NOT_SIGNED_IN } from './who.ts';
import type { Who } from './who.ts';

/** Tells a page who is signed in, and signs out. */
@Controller('auth/web')
@UseGuards(CsrfGuard)
export class SessionController {
  readonly #sessions: SessionService;
  readonly #csrf: CsrfService;
  readonly #signIn: SignInService;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(CsrfService) csrf: CsrfService,
    @Inject(SignInService) signIn: SignInService,
  ) {
    this.#sessions = sessions;
    this.#csrf = csrf;
    this.#signIn = signIn;
  }

  /** `GET /auth/web/me`: never 401. */
  @Get('me')
  async me(@Req() request: FastifyRequest): Promise<Who> {
    const session = await this.#sessions.current(request);
    if (session === undefined) return NOT_SIGNED_IN;
    return {
      authenticated: true,
      user: session.user,
      csrf_token: this.#csrf.token(session),
      expires_at: new Date(expiresAt(session)).toISOString(),
    };
  }

  /**
   * `POST /auth/web/logout`: ends the session at once. 200 with `provider_logout_url` where the provider has a page to
   * sign out on too, else 204; without a session there is nothing to do, and that is 204.
   */
  @Post('logout')
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = await this.#sessions.current(request);
    request.sessionIdToSend = null;
    if (session === undefined) return void (await reply.code(204).send());
    await this.#sessions.end(session);
    const url = await this.#signIn.logoutUrl(session);
    await (url === undefined
      ? reply.code(204).send()
      : reply.code(200).send({ provider_logout_url: url }));
  }
}
