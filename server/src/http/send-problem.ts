import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_MEDIA_TYPE, problemDetails } from '../kernel/problem-details.ts';
import type { ProblemError } from '../kernel/problem-details.ts';

/** Sends problem details; `instance` names the request, as the log does. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemError,
): FastifyReply {
  return reply
    .code(problem.status)
    .headers({
      ...problem.headers,
      'content-type': PROBLEM_MEDIA_TYPE,
      'cache-control': 'no-store',
    })
    .send(JSON.stringify(problemDetails(problem.type, problem.detail, `urn:uuid:${request.id}`)));
}
