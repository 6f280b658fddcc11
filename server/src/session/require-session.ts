import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';
import type { SessionRecord } from './session-record.ts';
import type { SessionService } from './session.service.ts';

/**
 * The session that the request belongs to.
 *
 * @throws ProblemError `authentication-required` when there is none
 */
export async function requireSession(
  sessions: SessionService,
  request: FastifyRequest,
): Promise<SessionRecord> {
  const session = await sessions.current(request);
  if (session === undefined) throw new ProblemError('authentication-required');
  return session;
}
