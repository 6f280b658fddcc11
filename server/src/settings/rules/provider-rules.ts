import { nearestName } from '@lockstep/config';
import { isDevelopmentOrTest } from '../environment.ts';
import { isLoopback } from '../loopback.ts';
import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** Plain http to a provider is for one machine, in development and test. */
export function issuerRule(view: SettingsView): readonly Finding[] {
  const { environment } = view;
  if (environment === undefined) return [];
  const allowsLoopback = isDevelopmentOrTest(environment);
  const expected = allowsLoopback ? 'https, or http on loopback' : 'https';
  return view.activeProviders().flatMap(({ name, prefix }) => {
    const key = `${prefix}.issuer`;
    const issuer = view.text(key) ?? '';
    if (!URL.canParse(issuer)) return [];
    const { protocol, hostname, origin: received } = new URL(issuer);
    if (protocol === 'https:' || (allowsLoopback && isLoopback(hostname))) return [];
    const message = `The issuer of provider \`${name}\` is plain http`;
    return { code: 'insecure-issuer', key, message, expected, received };
  });
}

/** The default provider is one that people can sign in with. */
export function defaultProviderRule(view: SettingsView): readonly Finding[] {
  const key = 'oidc.default_provider';
  const received = view.text(key);
  const names = view.activeProviders().map(({ name }) => name);
  if (received === undefined || view.environment === undefined || names.includes(received)) {
    return [];
  }
  const message = `There is no enabled provider \`${received}\``;
  const expected = names.length === 0 ? 'a table below `oidc.providers`' : names.join(', ');
  const nearest = nearestName(received, names);
  return [{ code: 'unknown-provider', key, message, expected, received, nearest }];
}

/** Without the `openid` scope a provider gives no ID token (OpenID Connect Core 1.0, section 3.1.2.1). */
export function scopesRule(view: SettingsView): readonly Finding[] {
  return view.activeProviders().flatMap(({ name, prefix }) => {
    const key = `${prefix}.scopes`;
    const scopes = view.texts(key);
    if (!scopes || scopes.includes('openid')) return [];
    const message = `The scopes of provider \`${name}\` lack \`openid\``;
    const expected = '`openid` among them';
    return { code: 'openid-scope-missing', key, message, expected, received: scopes.join(' ') };
  });
}
