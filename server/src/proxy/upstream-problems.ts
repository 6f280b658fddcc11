import { ProblemError } from '../kernel/problem-details.ts';
import { StoreUnavailable } from '../kernel/store-unavailable.ts';
import { UploadStalled, UpstreamTimeout } from './upstream-call.ts';

/** What the client is told about an exchange that failed before there was an answer; the reasons stay in the log. */
export function toUpstreamProblem(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof ProblemError || error instanceof StoreUnavailable) return error;
  if (signal.reason === 'session-ended') {
    return new ProblemError('authentication-required', { detail: 'The session has ended.' });
  }
  if (signal.reason === 'shutting-down') return new ProblemError('shutting-down');
  if (error instanceof UploadStalled) return new ProblemError('request-timeout');
  const type = error instanceof UpstreamTimeout ? 'upstream-timeout' : 'upstream-unavailable';
  return new ProblemError(type, { cause: error });
}
