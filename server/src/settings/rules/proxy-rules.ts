import { formatKeyPath } from '@lockstep/config';
import { isLoopback } from '../loopback.ts';
import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** One path has one route; paths inside each other are fine, and the longest one answers. */
export function proxyPathRule(view: SettingsView): readonly Finding[] {
  const owners = new Map<string, string>();
  return routesOf(view).flatMap(({ name, prefix }) => {
    const key = `${prefix}.path`;
    const path = view.text(key);
    if (path === undefined) return [];
    const owner = owners.get(path);
    owners.set(path, owner ?? name);
    if (owner === undefined) return [];
    const message = `Route \`${name}\` has the path of route \`${owner}\``;
    const expected = 'a path of its own';
    return { code: 'proxy-path-taken', key, message, expected, received: path };
  });
}

/** An upstream is an address and a path in front of others; whatever else a URL can hold would be dropped. */
export function proxyUpstreamRule(view: SettingsView): readonly Finding[] {
  return upstreamsOf(view).flatMap(({ name, key, url }) => {
    const hasMore = [url.username, url.password, url.search, url.hash].some((part) => part !== '');
    if (!hasMore) return [];
    const message = `The upstream of route \`${name}\` has credentials, a query or a fragment`;
    const expected = url.origin + url.pathname;
    return { code: 'proxy-upstream-not-base', key, message, expected };
  });
}

/** Access tokens do not cross a network in the clear. */
export function proxyPlaintextRule(view: SettingsView): readonly Finding[] {
  const { environment } = view;
  if (environment !== 'production' && environment !== 'staging') return [];
  return upstreamsOf(view).flatMap(({ name, key, prefix, url }) => {
    const isProtected = url.protocol === 'https:' || isLoopback(url.hostname);
    if (isProtected || view.flag(`${prefix}.allow_plaintext`) !== false) return [];
    const message = `The upstream of route \`${name}\` would get access tokens over plain http`;
    const expected = 'https, http on loopback, or `allow_plaintext` for a network of its own';
    return { code: 'proxy-plaintext', key, message, expected, received: url.origin };
  });
}

interface RouteKeys {
  readonly name: string;
  readonly prefix: string;
}

function routesOf(view: SettingsView): readonly RouteKeys[] {
  return view
    .tableNames(['proxy', 'routes'])
    .map((name) => ({ name, prefix: formatKeyPath(['proxy', 'routes', name]) }));
}

function upstreamsOf(
  view: SettingsView,
): readonly (RouteKeys & { readonly key: string; readonly url: URL })[] {
  return routesOf(view).flatMap((route) => {
    const key = `${route.prefix}.upstream`;
    const text = view.text(key) ?? '';
    return URL.canParse(text) ? [{ ...route, key, url: new URL(text) }] : [];
  });
}
