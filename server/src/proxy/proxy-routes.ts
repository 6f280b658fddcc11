import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { MILLISECONDS } from '../kernel/clock.ts';
import type { Settings } from '../settings/index.ts';
import { isLoopback } from '../settings/loopback.ts';
import type { RequestTarget } from './request-target.ts';

/** What every proxied path begins with; it is this server's own and never sent on. */
export const API_PREFIX = '/api';

/** Said outright, so that `NODE_TLS_REJECT_UNAUTHORIZED` in the environment does not change it. */
const VERIFIED = { keepAlive: true, rejectUnauthorized: true } as const;

/** One table of `proxy.routes`, ready for use. */
export interface ProxyRoute {
  readonly name: string;
  /** The path below {@link API_PREFIX}; empty for all of it. */
  readonly path: string;
  readonly upstream: URL;
  readonly methods: readonly string[];
  readonly stripsPrefix: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly needsCsrfToken: boolean;
  /** `allow_plaintext` is on and has an effect: access tokens cross a network in the clear. */
  readonly isPlaintext: boolean;
  /** Keeps connections to the upstream open between requests. */
  readonly agent: HttpAgent;
}

/** Reads the routes, the longest path first: the most specific one answers. */
export function proxyRoutes(settings: Settings): readonly ProxyRoute[] {
  const routes = Object.entries(settings.proxy.routes ?? {}).map(([name, route]) => {
    const upstream = new URL(route.upstream);
    const isSecure = upstream.protocol === 'https:';
    return {
      name,
      path: route.path === '/' ? '' : route.path,
      upstream,
      methods: route.methods,
      stripsPrefix: route.strip_prefix,
      timeout: route.timeout * MILLISECONDS,
      needsCsrfToken: route.require_csrf,
      isPlaintext: route.allow_plaintext && !isSecure && !isLoopback(upstream.hostname),
      agent: isSecure ? new HttpsAgent(VERIFIED) : new HttpAgent({ keepAlive: true }),
    };
  });
  return routes.toSorted((one, other) => other.path.length - one.path.length);
}

/** The route of a path, which is compared as it was sent, whole segments only. */
export function findRoute(routes: readonly ProxyRoute[], path: string): ProxyRoute | undefined {
  return routes.find((route) => {
    const prefix = API_PREFIX + route.path;
    return path === prefix || path.startsWith(`${prefix}/`);
  });
}

/** The request target upstream. The path below {@link API_PREFIX} is appended as it was sent. */
export function upstreamTarget(route: ProxyRoute, { path, query }: RequestTarget): string {
  const below = path.slice(API_PREFIX.length);
  return (basePath(route) + below.slice(skipped(route)) || '/') + query;
}

/**
 * The path on this server that a path of the upstream is reached by; `undefined` when it lies outside the route.
 *
 * @param path of the upstream, without dot segments
 */
export function publicPath(route: ProxyRoute, path: string): string | undefined {
  const base = basePath(route) + (route.stripsPrefix ? '' : route.path);
  if (path !== base && !path.startsWith(`${base}/`)) return undefined;
  return API_PREFIX + route.path + path.slice(base.length);
}

function basePath({ upstream }: ProxyRoute): string {
  return upstream.pathname.replace(/\/$/u, '');
}

function skipped({ stripsPrefix, path }: ProxyRoute): number {
  return stripsPrefix ? path.length : 0;
}
