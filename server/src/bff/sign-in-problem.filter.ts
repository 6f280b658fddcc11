import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { sendProblem } from '../http/send-problem.ts';
import { toProblem } from '../http/problem-mapping.ts';
import type { ProblemError } from '../kernel/problem-details.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { isForPeople, sendPage } from '../pages/send-page.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { SignInFailure } from './sign-in-failure.ts';
import { renderSignInProblem } from './sign-in-problem.page.ts';

const SERVER_ERROR = 500;

/** A sign-in that fails is seen by a person: browsers get a page that says why, everything else problem details. */
@Catch()
export class SignInProblemFilter implements ExceptionFilter {
  readonly #settings: Settings;
  readonly #logger: Logger;
  readonly #sessions: SessionService;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOGGER) logger: Logger,
    @Inject(SessionService) sessions: SessionService,
  ) {
    this.#settings = settings;
    this.#logger = logger;
    this.#sessions = sessions;
  }

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const failure = thrown instanceof SignInFailure ? thrown : new SignInFailure({}, thrown);
    const problem = toProblem(failure.cause);
    const level = levelOf(problem);
    const record = { event: 'authn_login_fail', requestId: request.id, problem: problem.type };
    this.#logger[level]({ ...record, err: problem.cause }, problem.message);
    if (!isForPeople(request)) {
      void sendProblem(request, reply, problem);
      return;
    }
    const page = renderSignInProblem(problem, {
      appName: this.#settings.app.name,
      requestId: request.id,
      retryAddress: failure.retryAddress(problem.type),
      isSignedIn: problem.type === 'login-state-invalid' && (await this.#isSignedIn(request)),
    });
    sendPage(reply.code(problem.status).headers(problem.headers), page);
  }

  /** A store that does not answer makes the page say less, and nothing more. */
  async #isSignedIn(request: FastifyRequest): Promise<boolean> {
    try {
      return (await this.#sessions.current(request)) !== undefined;
    } catch {
      return false;
    }
  }
}

/** Our own failures are errors, a provider's are warnings, and the rest is what people do. */
function levelOf(problem: ProblemError): 'error' | 'warn' | 'info' {
  if (problem.type === 'internal-error') return 'error';
  return problem.status >= SERVER_ERROR ? 'warn' : 'info';
}
