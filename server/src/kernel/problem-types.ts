/** One kind of error: what the client reads, and what `/problems/NAME` says about it. */
export interface ProblemTypeEntry {
  /** HTTP status code. */
  readonly status: number;
  readonly title: string;
  /** What happened, for people. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/**
 * Every kind of error that the server answers with. A name here is the last part of the problem's `type` and never
 * changes its meaning; clients branch on it.
 */
export const PROBLEM_TYPES = {
  'bad-request': {
    status: 400,
    title: 'The request is malformed',
    meaning: 'The request breaks a rule of HTTP, or a parameter of it cannot be read.',
    remedy: 'Correct the request. `detail` says what is wrong where the server knows it.',
  },
  'https-required': {
    status: 400,
    title: 'HTTPS is required',
    meaning: 'The request came over plain http, and `security.require_https` is on.',
    remedy: 'Send it to the https address that `detail` names.',
  },
  'invalid-return-to': {
    status: 400,
    title: 'The return address is not allowed',
    meaning: '`return_to` leads to a place that the configuration does not allow.',
    remedy: 'Use a path of this server, or add the host to `oidc.allowed_redirect_hosts`.',
  },
  'unknown-provider': {
    status: 400,
    title: 'The identity provider is not known',
    meaning: 'No enabled identity provider has the name that the sign-in asked for.',
    remedy: 'Use the name of a table below `oidc.providers`, or set `oidc.default_provider`.',
  },
  'login-state-invalid': {
    status: 400,
    title: 'The sign-in does not belong to this browser',
    meaning: 'The sign-in was not started in this browser, or it was finished before.',
    remedy: 'Start it again. Cookies have to be allowed.',
  },
  'login-expired': {
    status: 400,
    title: 'The sign-in took too long',
    meaning: 'More time than `security.session.login_ttl` passed since the sign-in began.',
    remedy: 'Start it again.',
  },
  'login-rejected': {
    status: 403,
    title: 'The identity provider refused the sign-in',
    meaning: 'It was cancelled at the provider, or the provider does not let this person in.',
    remedy: 'Start it again, or ask whoever runs the identity provider.',
  },
  'user-not-known': {
    status: 403,
    title: 'There is no account for this identity',
    meaning:
      'The identity provider knows the person, but this server does not, and `users.provisioning` is `deny`.',
    remedy: 'Ask whoever runs this server for an account.',
  },
  'user-disabled': {
    status: 403,
    title: 'The account is disabled',
    meaning: 'The person has an account here, and it may not be used.',
    remedy: 'Ask whoever runs this server.',
  },
  'login-superseded': {
    status: 403,
    title: 'The sign-in was ended from outside',
    meaning:
      'While the sign-in was under way, the identity provider signed the person out, or an administrator disabled the user.',
    remedy: 'Start it again.',
  },
  'session-limit-reached': {
    status: 409,
    title: 'There are too many sessions',
    meaning:
      'The person has as many sessions as `security.session.max_concurrent` allows, and `security.session.on_limit` is `reject`.',
    remedy: 'Sign out somewhere else first.',
  },
  'authentication-required': {
    status: 401,
    title: 'Sign in first',
    meaning: 'Only people who are signed in may see this, and the request has no live session.',
    remedy: 'Sign in at `/auth/web/login`.',
  },
  'provider-session-ended': {
    status: 401,
    title: 'The identity provider has ended the sign-in',
    meaning:
      'The identity provider no longer renews the tokens of this session, so the session is over.',
    remedy: 'Sign in again at `/auth/web/login`.',
  },
  forbidden: {
    status: 403,
    title: 'The request is not allowed',
    meaning: 'The server understood the request and does not carry it out for this client.',
    remedy: 'Sign in as somebody who may do this.',
  },
  'administrator-required': {
    status: 403,
    title: 'Only administrators may do this',
    meaning:
      'The person is signed in and, by what the provider has said last, does not have the role of `users.admin_role`.',
    remedy: 'Sign in again if the provider has given you the role since then.',
  },
  'csrf-token-missing': {
    status: 403,
    title: 'The CSRF token is missing',
    meaning: 'A request that changes something came without a CSRF token.',
    remedy:
      'Send the `csrf_token` of `/auth/web/me` in the header that `security.csrf.header_name` names.',
  },
  'csrf-token-invalid': {
    status: 403,
    title: 'The CSRF token is not valid for this session',
    meaning: 'The token belongs to another session, or it was changed on the way.',
    remedy: 'Ask `/auth/web/me` for the token of this session.',
  },
  'csrf-token-expired': {
    status: 403,
    title: 'The CSRF token has expired',
    meaning: 'The token is older than `security.csrf.max_age`.',
    remedy: 'Ask `/auth/web/me` for a fresh one and send the request again.',
  },
  'origin-mismatch': {
    status: 403,
    title: 'The request comes from another origin',
    meaning: 'A request that changes something came from a page outside `app.public_url`.',
    remedy: 'Send it from a page of this server; other programs send `Origin` themselves.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address',
    meaning: 'No route of this server has this path.',
    remedy: 'Check the address, trailing slash included.',
  },
  'docs-not-built': {
    status: 404,
    title: 'The documentation site is not built',
    meaning: 'The directory that `docs.dir` names holds no built site.',
    remedy: 'Build the site and restart the server, or turn off `docs.enabled`.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    meaning: 'The address exists and does not answer this method.',
    remedy: 'Use a method of the `Allow` header.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    meaning: 'Header or body did not arrive in time.',
    remedy: 'Send the request again.',
  },
  conflict: {
    status: 409,
    title: 'The request conflicts with the current state',
    meaning: 'What the request asks for does not fit what is there now.',
    remedy: 'Look at the current state and decide again.',
  },
  'precondition-failed': {
    status: 412,
    title: 'The condition of the request does not hold',
    meaning: 'The file has changed since the date or tag that the request names.',
    remedy: 'Ask for the file without the condition.',
  },
  'body-too-large': {
    status: 413,
    title: 'The request body is too large',
    meaning: 'The body is larger than `app.body_limit`.',
    remedy: 'Send less.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The content type is not supported',
    meaning: 'Nothing here reads a body of this `Content-Type`.',
    remedy: 'Send JSON, or no body where none is needed.',
  },
  'range-not-satisfiable': {
    status: 416,
    title: 'The range is outside the file',
    meaning: '`Range` asks for a part that the file does not have.',
    remedy: 'Ask for the whole file.',
  },
  'unknown-host': {
    status: 421,
    title: 'The host is not served here',
    meaning: 'The request names a host that is not one of `app.allowed_hosts`.',
    remedy: 'Use the address in `app.public_url`, or add the host to `app.allowed_hosts`.',
  },
  'too-many-streams': {
    status: 429,
    title: 'There are too many open requests',
    meaning: 'The session has as many proxied requests and streams open as one session may have.',
    remedy: 'Close some of them, or wait until they have ended.',
  },
  'header-too-large': {
    status: 431,
    title: 'The request header is too large',
    meaning: 'The header fields together are larger than the server reads.',
    remedy: 'Delete the cookies of this site, or send fewer header fields.',
  },
  'internal-error': {
    status: 500,
    title: 'The server failed',
    meaning: 'The mistake is on the side of the server.',
    remedy: 'Try again later. Whoever runs the server finds the failure in the log by `instance`.',
  },
  'session-too-large': {
    status: 500,
    title: 'The session does not fit into its cookie',
    meaning:
      'Sessions are kept in cookies (`security.session.store = cookie`), and what the identity provider issued is more than browsers keep of a cookie. They would drop it without a word, so nobody was signed in.',
    remedy:
      'Whoever runs the server asks for fewer scopes, has the provider put less into its tokens, or keeps sessions in Redis. `detail` says what takes the room.',
  },
  'session-store-stateless': {
    status: 501,
    title: 'Sessions are not kept on the server',
    meaning:
      'Sessions are kept in cookies (`security.session.store = cookie`), so the server can neither list them nor end those of other browsers.',
    remedy:
      'Sign out in the browser in question, or wait for the timeout. Whoever runs the server can keep sessions in Redis.',
  },
  'provider-response-invalid': {
    status: 502,
    title: 'The identity provider gave an invalid answer',
    meaning:
      'What the provider sent breaks the protocol or cannot be trusted; nobody was signed in.',
    remedy: 'Try again. If it stays, the configuration of the provider or of this server is wrong.',
  },
  'upstream-unavailable': {
    status: 502,
    title: 'The API behind this address does not answer',
    meaning: 'The upstream of the route cannot be reached, or broke off, or broke a rule of HTTP.',
    remedy:
      'Try again in a moment. If the request changes something, look first whether it was carried out.',
  },
  'provider-unavailable': {
    status: 503,
    title: 'The identity provider does not answer',
    meaning: 'The provider cannot be reached, or failed itself.',
    remedy: 'Try again in a moment.',
  },
  'session-store-unavailable': {
    status: 503,
    title: 'The session store does not answer',
    meaning:
      'The server cannot reach the store of the sessions, or the store refuses. Nobody was signed out, and nothing that was asked for is known to be done.',
    remedy: 'Try again after `Retry-After` seconds; the cookie stays good.',
  },
  'database-unavailable': {
    status: 503,
    title: 'The database does not answer',
    meaning:
      'The server cannot reach the database of the users, or the database refuses. Nobody was signed in; sessions go on.',
    remedy: 'Try again after `Retry-After` seconds.',
  },
  'upstream-timeout': {
    status: 504,
    title: 'The API behind this address takes too long',
    meaning: 'The upstream did not answer within the `timeout` of its route.',
    remedy:
      'Try again later. If the request changes something, look first whether it was carried out.',
  },
  'shutting-down': {
    status: 503,
    title: 'The server is shutting down',
    meaning: 'The server finishes what it has begun and takes no new requests.',
    remedy: 'Try again in a moment: another instance, or the next start, answers.',
  },
} as const satisfies Readonly<Record<string, ProblemTypeEntry>>;

/** Name of a kind of error; see {@link PROBLEM_TYPES}. */
export type ProblemType = keyof typeof PROBLEM_TYPES;

/** Whether a text is the name of a kind of error. */
export function isProblemType(text: string): text is ProblemType {
  return Object.hasOwn(PROBLEM_TYPES, text);
}
