import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ProblemError } from '../kernel/problem-details.ts';

const SERVER_ERROR = 500;

/** Writes a failure of our own to the log, with its cause. What clients do wrong is in the line of their request. */
export function logFailure(logger: Logger, request: FastifyRequest, problem: ProblemError): void {
  if (problem.status < SERVER_ERROR) return;
  const level = problem.type === 'internal-error' ? 'error' : 'warn';
  const err = problem.cause ?? problem;
  logger[level]({ requestId: request.id, problem: problem.type, err }, problem.message);
}
