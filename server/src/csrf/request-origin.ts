/** The headers that tell where a request comes from. */
export interface OriginHeaders {
  readonly origin?: string | undefined;
  readonly referer?: string | undefined;
  readonly 'sec-fetch-site'?: string | readonly string[] | undefined;
}

/** `none` is a request that the person made in the browser's own interface. */
const OWN_SITES: ReadonlySet<string> = new Set(['same-origin', 'none']);

/**
 * Whether a state-changing request comes from the server's own pages: `Sec-Fetch-Site` must not say otherwise, then
 * `Origin`, and where there is none `Referer`, must have exactly the public origin, port included (OWASP CSRF
 * Prevention Cheat Sheet, "Fetch Metadata" and "Verifying Origin"). A request that carries none of the three fails.
 */
export function isFromOwnOrigin(headers: OriginHeaders, publicOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && !(typeof site === 'string' && OWN_SITES.has(site))) return false;
  if (headers.origin !== undefined) return headers.origin === publicOrigin;
  if (headers.referer !== undefined) return originOf(headers.referer) === publicOrigin;
  return site !== undefined;
}

function originOf(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url === undefined || url.username !== '' || url.password !== '' ? undefined : url.origin;
}
