import { errors } from 'jose';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { ProblemError } from '../kernel/problem-details.ts';

/** When to come again, in seconds: the provider may ask for more, up to a limit. */
const RETRY_AFTER = 5;
const MAX_RETRY_AFTER = 60;
const SERVER_ERROR = 500;
const TOO_MANY_REQUESTS = 429;
/** Error codes with which a provider says that it cannot answer now (RFC 6749, section 4.1.2.1). */
const TEMPORARY: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);
const OUR_REQUEST =
  'The identity provider does not accept how this server asks. Whoever runs the server finds the reason in the log.';

/** Errors of an authorization response in words for the person (OpenID Connect Core 3.1.2.6, RFC 6749 4.1.2.1, RFC 8707 2). */
const REJECTIONS: ReadonlyMap<string, string> = new Map([
  ['access_denied', 'The sign-in was cancelled at the identity provider.'],
  ['login_required', 'The identity provider wants you to sign in there first.'],
  ['interaction_required', 'The identity provider wants to ask you something first.'],
  ['consent_required', 'The identity provider wants your consent first.'],
  ['account_selection_required', 'The identity provider wants you to choose an account first.'],
  ['invalid_request', OUR_REQUEST],
  ['unauthorized_client', OUR_REQUEST],
  ['unsupported_response_type', OUR_REQUEST],
  ['invalid_scope', OUR_REQUEST],
  ['invalid_target', OUR_REQUEST],
]);

/**
 * Turns what went wrong between this server and a provider into a problem for the client. Nothing that the provider
 * wrote is repeated to the client; it stays in the `cause`, for the log.
 *
 * @throws the error itself when it has nothing to do with the provider
 */
export function toProviderProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof AuthorizationResponseError) return refusedSignIn(error);
  if (error instanceof ResponseBodyError) return refusedBody(error);
  if (error instanceof errors.JWKSTimeout) return unavailable(error);
  if (error instanceof errors.JOSEError) return invalid(error);
  if (isUnreachable(error)) return unavailable(error, retryAfterOf(error.cause));
  if (isUntrustworthy(error)) return invalid(error);
  throw error;
}

function refusedSignIn(error: AuthorizationResponseError): ProblemError {
  const cause = named(error.error, error);
  if (TEMPORARY.has(error.error)) return unavailable(cause);
  const detail = REJECTIONS.get(error.error) ?? 'The identity provider refused the sign-in.';
  return new ProblemError('login-rejected', { detail, cause });
}

function refusedBody(error: ResponseBodyError): ProblemError {
  const cause = named(error.error, error);
  if (isBroken(error.status) || TEMPORARY.has(error.error)) {
    return unavailable(cause, retryAfterOf(error.response));
  }
  if (error.error !== 'invalid_grant') return invalid(cause);
  const detail = 'The identity provider no longer accepts this sign-in. Start again.';
  return new ProblemError('login-rejected', { detail, cause });
}

/** The provider's error code, for operators; anything but a code is left out. */
function named(code: string, cause: Error): Error {
  return /^\w{1,64}$/u.test(code) ? new Error(`The provider answered ${code}`, { cause }) : cause;
}

/** No connection, no answer in time, or an answer that says that the provider itself is broken. */
function isUnreachable(error: unknown): error is Error {
  if (error instanceof TypeError) return !('code' in error);
  if (!(error instanceof ClientError)) return false;
  const failed = error.cause instanceof Response && isBroken(error.cause.status);
  return failed || error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_ABORT';
}

/** The provider cannot answer now; asked later it may. */
export function isBroken(status: number): boolean {
  return status >= SERVER_ERROR || status === TOO_MANY_REQUESTS;
}

/** Whether the provider refuses the grant for good: the code or refresh token is used, expired or revoked. */
export function isGrantRefused(error: unknown): boolean {
  return error instanceof ResponseBodyError && error.error === 'invalid_grant';
}

/** Everything else that the library refuses: its own errors, and those of the layer below, which share a code prefix. */
function isUntrustworthy(error: unknown): boolean {
  if (error instanceof ClientError) return true;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return false;
  return error.code.startsWith('OAUTH_') || error.code === 'ERR_INVALID_URL';
}

/** How many seconds the provider asks for in `Retry-After` (RFC 9110, section 10.2.3), within limits. */
function retryAfterOf(response: unknown): number {
  const field = response instanceof Response ? response.headers.get('retry-after') : null;
  const seconds = /^\d{1,9}$/u.test(field ?? '') ? Number(field) : RETRY_AFTER;
  return Math.min(Math.max(seconds, RETRY_AFTER), MAX_RETRY_AFTER);
}

/**
 * The provider does not answer, or not now.
 *
 * @param retryAfter seconds after which to come again
 */
export function unavailable(cause: unknown, retryAfter: number = RETRY_AFTER): ProblemError {
  return new ProblemError('provider-unavailable', {
    detail: 'Try again in a moment.',
    headers: { 'Retry-After': String(retryAfter) },
    cause,
  });
}

/** What the provider sent breaks the protocol; `fault` is for the log. */
export function untrustworthy(fault: string): ProblemError {
  return invalid(new Error(fault));
}

function invalid(cause: unknown): ProblemError {
  const detail = 'What it sent cannot be trusted, so nobody was signed in.';
  return new ProblemError('provider-response-invalid', { detail, cause });
}
