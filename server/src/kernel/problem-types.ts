/**
 * Every kind of error that the server answers with. A name here is the last part of the problem's `type` and never
 * changes its meaning; clients branch on it.
 */
export const PROBLEM_TYPES = {
  'bad-request': { status: 400, title: 'The request is malformed' },
  'https-required': { status: 400, title: 'HTTPS is required' },
  'invalid-return-to': { status: 400, title: 'The return address is not allowed' },
  'unknown-provider': { status: 400, title: 'The identity provider is not known' },
  'login-state-invalid': { status: 400, title: 'The sign-in does not belong to this browser' },
  'login-expired': { status: 400, title: 'The sign-in took too long' },
  'login-rejected': { status: 403, title: 'The identity provider refused the sign-in' },
  'authentication-required': { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'The request is not allowed' },
  'csrf-token-missing': { status: 403, title: 'The CSRF token is missing' },
  'csrf-token-invalid': { status: 403, title: 'The CSRF token is not valid for this session' },
  'csrf-token-expired': { status: 403, title: 'The CSRF token has expired' },
  'origin-mismatch': { status: 403, title: 'The request comes from another origin' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'docs-not-built': { status: 404, title: 'The documentation site is not built' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'The request conflicts with the current state' },
  'body-too-large': { status: 413, title: 'The request body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  'unknown-host': { status: 421, title: 'The host is not served here' },
  'header-too-large': { status: 431, title: 'The request header is too large' },
  'internal-error': { status: 500, title: 'The server failed' },
  'provider-response-invalid': {
    status: 502,
    title: 'The identity provider gave an invalid answer',
  },
  'provider-unavailable': { status: 503, title: 'The identity provider does not answer' },
  'shutting-down': { status: 503, title: 'The server is shutting down' },
} as const;

/** Name of a kind of error; see {@link PROBLEM_TYPES}. */
export type ProblemType = keyof typeof PROBLEM_TYPES;
