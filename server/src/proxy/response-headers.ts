import type { IncomingHttpHeaders } from 'node:http';
import { scriptProtection } from '../http/security-headers.ts';
import type { HeaderSet } from '../http/security-headers.ts';
import type { Settings } from '../settings/index.ts';
import { hopByHopFields } from './hop-by-hop.ts';
import { publicPath } from './proxy-routes.ts';
import type { ProxyRoute } from './proxy-routes.ts';

/** An answer of an API is data: opened as a page, it runs nothing and is of no origin. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** What speaks for the whole origin of this server, or to the proxy in front of it, and so is not the upstream's to say. */
const NOT_UPSTREAMS: ReadonlySet<string> = new Set([
  'accept-ch',
  'alt-svc',
  'cache-control',
  'clear-site-data',
  'content-location',
  'content-security-policy',
  'content-security-policy-report-only',
  'critical-ch',
  'expires',
  'location',
  'nel',
  'origin-agent-cluster',
  'permissions-policy',
  'pragma',
  'public-key-pins',
  'referrer-policy',
  'refresh',
  'report-to',
  'reporting-endpoints',
  'server',
  'service-worker-allowed',
  'set-cookie',
  'set-cookie2',
  'set-login',
  'speculation-rules',
  'strict-transport-security',
  'timing-allow-origin',
  'use-as-dictionary',
  'www-authenticate',
]);
const NOT_UPSTREAMS_PREFIXES =
  /^(?:access-control-|attribution-reporting-|cross-origin-|sec(?:ure)?-session-|x-accel-|x-content-type-options$|x-frame-options$|x-powered-by$|x-sendfile|x-xss-protection$)/u;

/**
 * The headers of an upstream's answer that go on to the browser.
 *
 * @param target what the upstream was asked for: `Location` may be relative to it
 */
export function clientHeaders(
  route: ProxyRoute,
  target: string,
  headers: IncomingHttpHeaders,
): Record<string, string | string[]> {
  const endsHere = hopByHopFields(headers);
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string | string[]][] =>
    value === undefined || endsHere(name) || isNotUpstreams(name) ? [] : [[name, value]],
  );
  const location =
    headers.location === undefined ? undefined : publicLocation(route, target, headers.location);
  return { ...Object.fromEntries(kept), ...(location === undefined ? {} : { location }) };
}

/** The headers that every proxied answer has beside those of `[security.headers]`. */
export function apiProtection(settings: Settings): HeaderSet {
  return scriptProtection(settings, API_POLICY);
}

function isNotUpstreams(name: string): boolean {
  return NOT_UPSTREAMS.has(name) || NOT_UPSTREAMS_PREFIXES.test(name);
}

/**
 * Where a redirect of the upstream leads on this server. Another site stays as it is; a place of the upstream outside the
 * route has no address here, and the redirect is sent without one.
 */
function publicLocation(route: ProxyRoute, target: string, location: string): string | undefined {
  const { upstream } = route;
  const asked = upstream.origin + target;
  if (!URL.canParse(location, asked)) return undefined;
  const url = new URL(location, asked);
  if (url.origin !== upstream.origin) {
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  }
  const path = publicPath(route, url.pathname);
  return path === undefined ? undefined : path + url.search + url.hash;
}
