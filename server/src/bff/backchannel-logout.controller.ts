import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BackchannelLogoutService } from '../oidc/backchannel-logout.service.ts';
import { formOf } from './form.ts';

/**
 * `POST /auth/backchannel-logout`: providers call it, browsers do not. No cookie counts here, and what authenticates the
 * request is the signature of the logout token: there is nothing for a forged request to use.
 */
@Controller('auth')
export class BackchannelLogoutController {
  readonly #logout: BackchannelLogoutService;

  constructor(@Inject(BackchannelLogoutService) logout: BackchannelLogoutService) {
    this.#logout = logout;
  }

  /** 200 when the token was followed, else 400 with the reason (OpenID Connect Back-Channel Logout 1.0, 2.8). */
  @Post('backchannel-logout')
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [token, ...others] = formOf(request).getAll('logout_token');
    const fault =
      token === undefined || others.length > 0
        ? 'logout_token has to be given once'
        : await this.#logout.follow(token);
    void reply.header('cache-control', 'no-store');
    await (fault === undefined
      ? reply.code(200).send({})
      : reply.code(400).send({ error: 'invalid_request', error_description: fault }));
  }
}
