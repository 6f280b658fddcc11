import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { queryOf } from '../bff/query.ts';
import { logFailure } from '../http/log-failure.ts';
import { toProblem } from '../http/problem-mapping.ts';
import { sendProblem } from '../http/send-problem.ts';
import { pathOf } from '../kernel/path-of.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { isForPeople, sendPage } from '../pages/send-page.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { renderAccountProblem, renderArrival } from './account-problem.page.ts';

const SIGN_IN = '/auth/web/login?return_to=/account';
const SIGN_OUT = '/account/sign-out';
const ARRIVED = 'arrived';

/** What fails on the account page: browsers get pages, and are led to sign in first; other clients problem details. */
@Catch()
export class AccountProblemFilter implements ExceptionFilter {
  readonly #settings: Settings;
  readonly #logger: Logger;

  constructor(@Inject(SETTINGS) settings: Settings, @Inject(LOGGER) logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(thrown);
    logFailure(this.#logger, request, problem);
    if (!isForPeople(request)) {
      void sendProblem(request, reply, problem);
    } else if (problem.type === 'authentication-required') {
      this.#leadToSignIn(request, reply);
    } else {
      const { name } = this.#settings.app;
      const text = renderAccountProblem(problem, name, request.id);
      sendPage(reply.code(problem.status).headers(problem.headers), text);
    }
  }

  /**
   * Whether somebody is signed in shows only once the request is one that the cookie comes with. Who wanted to sign out
   * needs no sign-in: a second click would undo the first one.
   */
  #leadToSignIn(request: FastifyRequest, reply: FastifyReply): void {
    const isFromElsewhere = request.headers['sec-fetch-site'] === 'cross-site';
    if (request.method !== 'GET' || !isFromElsewhere || queryOf(request).has(ARRIVED)) {
      void reply.redirect(pathOf(request.url) === SIGN_OUT ? '/' : SIGN_IN, 303);
      return;
    }
    void reply.header('refresh', `0; url=/account?${ARRIVED}`);
    sendPage(reply.code(200), renderArrival(this.#settings.app.name));
  }
}
