import { Catch, NotFoundException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ProblemError } from '../kernel/problem-details.ts';
import { pathOf } from '../kernel/path-of.ts';
import { logFailure } from './log-failure.ts';
import { toProblem } from './problem-mapping.ts';
import type { RouteTable } from './route-table.ts';
import { sendProblem } from './send-problem.ts';

/** Answers every error with problem details; failures of our own are logged and tell the client nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #routes: RouteTable;
  readonly #logger: Logger;

  constructor(routes: RouteTable, logger: Logger) {
    this.#routes = routes;
    this.#logger = logger;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.#refined(thrown, request);
    logFailure(this.#logger, request, problem);
    if (reply.sent) return;
    void sendProblem(request, reply, problem);
  }

  /** The router says "not found" for a wrong method too. */
  #refined(thrown: unknown, request: FastifyRequest): ProblemError {
    if (!(thrown instanceof NotFoundException)) return toProblem(thrown);
    const methods = this.#routes.methodsOf(pathOf(request.url));
    if (methods.length === 0 || methods.includes(request.method)) return toProblem(thrown);
    return new ProblemError('method-not-allowed', { headers: { allow: methods.join(', ') } });
  }
}
