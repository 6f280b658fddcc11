import { nearestName } from '@lockstep/config';
import { isLoopback } from '../loopback.ts';
import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** Plain http to a provider is for one machine, in development and test. */
export function* issuerRule(view: SettingsView): Iterable<Finding> {
  const { environment } = view;
  if (environment === undefined) return;
  const allowsLoopback = environment === 'development' || environment === 'test';
  for (const { name, prefix } of view.activeProviders()) {
    const issuer = view.text(`${prefix}.issuer`) ?? '';
    if (!URL.canParse(issuer)) continue;
    const url = new URL(issuer);
    if (url.protocol === 'https:' || (allowsLoopback && isLoopback(url.hostname))) continue;
    yield {
      code: 'insecure-issuer',
      key: `${prefix}.issuer`,
      message: `The issuer of provider \`${name}\` is plain http`,
      expected: allowsLoopback ? 'https, or http on loopback' : 'https',
      received: url.origin,
    };
  }
}

/** The default provider is one that people can sign in with. */
export function* defaultProviderRule(view: SettingsView): Iterable<Finding> {
  const key = 'oidc.default_provider';
  const wanted = view.text(key);
  const names = view.activeProviders().map(({ name }) => name);
  if (wanted === undefined || view.environment === undefined || names.includes(wanted)) return;
  yield {
    code: 'unknown-provider',
    key,
    message: `There is no enabled provider \`${wanted}\``,
    expected: names.length === 0 ? 'a table below `oidc.providers`' : names.join(', '),
    received: wanted,
    nearest: nearestName(wanted, names),
  };
}

/** Without the `openid` scope a provider gives no ID token (OpenID Connect Core 1.0, section 3.1.2.1). */
export function* scopesRule(view: SettingsView): Iterable<Finding> {
  for (const { name, prefix } of view.activeProviders()) {
    const key = `${prefix}.scopes`;
    const scopes = view.texts(key);
    if (!scopes || scopes.includes('openid')) continue;
    const message = `The scopes of provider \`${name}\` lack \`openid\``;
    yield { code: 'openid-scope-missing', key, message, received: scopes.join(' ') };
  }
}
