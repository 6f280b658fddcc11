import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { sendProblem } from '../http/send-problem.ts';
import { toProblem } from '../http/problem-mapping.ts';
import type { ProblemError } from '../kernel/problem-details.ts';
import { LOGGER } from '../logging/logger.token.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { renderSignInProblem } from './sign-in-problem.page.ts';

const SERVER_ERROR = 500;

/** A sign-in that fails is seen by a person: browsers get a page that says why, everything else problem details. */
@Catch()
export class SignInProblemFilter implements ExceptionFilter {
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
    const level = levelOf(problem);
    const record = { event: 'authn_login_fail', requestId: request.id, problem: problem.type };
    this.#logger[level]({ ...record, err: problem.cause }, problem.message);
    if (request.headers.accept?.includes('text/html') !== true) {
      void sendProblem(request, reply, problem);
      return;
    }
    void reply
      .code(problem.status)
      .headers({
        ...problem.headers,
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      })
      .send(renderSignInProblem(problem, this.#settings.app.name, request.id));
  }
}

/** Our own failures are errors, a provider's are warnings, and the rest is what people do. */
function levelOf(problem: ProblemError): 'error' | 'warn' | 'info' {
  if (problem.type === 'internal-error') return 'error';
  return problem.status >= SERVER_ERROR ? 'warn' : 'info';
}
