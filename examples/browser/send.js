/** The CSRF token of the session, as long as it is good. */
let token;

async function csrfToken() {
  const me = await (await fetch('/auth/web/me')).json();
  if (me.authenticated) return me.csrf_token;
  const here = location.pathname + location.search;
  location.assign(`/auth/web/login?return_to=${encodeURIComponent(here)}`);
  throw new Error('Nobody is signed in');
}

/**
 * As `fetch`, with the CSRF token. When the server wants another one,
 * the request is sent again with it, once.
 */
export async function send(url, options = {}) {
  token ??= await csrfToken();
  const response = await request(url, options);
  if (!(await isStale(response))) return response;
  token = await csrfToken();
  return request(url, options);
}

function request(url, options) {
  const headers = new Headers(options.headers);
  headers.set('X-CSRF-Token', token);
  return fetch(url, { ...options, headers });
}

const STALE = new Set(['/problems/csrf-token-invalid', '/problems/csrf-token-expired']);

/** A refused token has changed nothing; a 403 of an API is its own. */
async function isStale(response) {
  const mediaType = response.headers.get('Content-Type') ?? '';
  const isProblem = mediaType.startsWith('application/problem+json');
  if (response.status !== 403 || !isProblem) return false;
  const { type } = await response.clone().json();
  return STALE.has(type);
}
