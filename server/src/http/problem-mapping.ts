import { HttpException } from '@nestjs/common';
import { DatabaseUnavailable } from '../kernel/database-unavailable.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import type { ProblemType } from '../kernel/problem-types.ts';
import { StoreUnavailable } from '../kernel/store-unavailable.ts';

/** Seconds after which a store that did not answer is worth another try. */
const RETRY_AFTER = '2';

/** Statuses that Nest, Fastify and Node give, as problem types. What is not here is a bad request or our failure. */
const TYPE_BY_STATUS: ReadonlyMap<number, ProblemType> = new Map([
  [401, 'authentication-required'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'method-not-allowed'],
  [408, 'request-timeout'],
  [409, 'conflict'],
  [412, 'precondition-failed'],
  [413, 'body-too-large'],
  [414, 'not-found'],
  [415, 'unsupported-media-type'],
  [416, 'range-not-satisfiable'],
  [431, 'header-too-large'],
]);

/** The problem type for an HTTP status of the framework. */
export function problemTypeOf(status: number): ProblemType {
  return TYPE_BY_STATUS.get(status) ?? (status < 500 ? 'bad-request' : 'internal-error');
}

/** Makes a problem of anything that was thrown; the original stays as its cause, for the log. */
export function toProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof StoreUnavailable) {
    const headers = { 'retry-after': RETRY_AFTER };
    return new ProblemError('session-store-unavailable', { headers, cause: thrown });
  }
  if (thrown instanceof DatabaseUnavailable) {
    const headers = { 'retry-after': RETRY_AFTER };
    return new ProblemError('database-unavailable', { headers, cause: thrown });
  }
  return new ProblemError(problemTypeOf(statusOf(thrown)), { cause: thrown });
}

/** Errors of Fastify and its plugins have a `statusCode`; those of Nest have a method. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status: unknown = thrown instanceof Error ? Reflect.get(thrown, 'statusCode') : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
