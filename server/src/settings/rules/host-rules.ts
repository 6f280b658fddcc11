import { normalHost } from '../normal-host.ts';
import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** A network that everybody is in. */
const EVERYBODY = /\/0+$/u;

/** Who uses the public URL is let in; no error, as a proxy may write another host into requests. */
export function publicHostRule(view: SettingsView): readonly Finding[] {
  const key = 'app.allowed_hosts';
  const publicUrl = view.text('app.public_url') ?? '';
  const hosts = view.texts(key);
  if (hosts === undefined || !URL.canParse(publicUrl)) return [];
  const { host: expected, protocol } = new URL(publicUrl);
  if (hosts.some((host) => normalHost(host, protocol) === expected)) return [];
  const message =
    'The host of `app.public_url` is not allowed: the server answers 421 to those who use it';
  return [{ code: 'public-host-refused', severity: 'warning', key, message, expected }];
}

/** Whoever is a trusted proxy says where requests come from, and over which scheme. */
export function trustedProxiesRule(view: SettingsView): readonly Finding[] {
  const key = 'app.trusted_proxies';
  if (view.environment !== 'production') return [];
  const ranges = view.texts(key) ?? [];
  return ranges.flatMap((received, item) => {
    if (!EVERYBODY.test(received)) return [];
    const message = 'Everybody is a trusted proxy, and says which address a request comes from';
    const expected = 'the addresses of the proxies alone, such as 10.0.0.0/8';
    return [{ code: 'everybody-trusted', key, item, message, expected, received }];
  });
}
