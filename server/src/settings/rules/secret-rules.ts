import type { EffectiveValue } from '@lockstep/config';
import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';
import { keyWeakness, sharedSecretWeakness } from './secret-strength.ts';

const KEYS = 'security.secret_keys';
/** Addresses that may hold a password (RFC 3986, section 3.2.1). */
const URLS_WITH_PASSWORDS = ['redis.url', 'database.url'];
const URL_PASSWORD = /^[^:]+:\/\/[^/?#]*?:(.*)@/u;
/** `${VAR}` or `${VAR:?message}` and nothing else: a default inside the reference would be a literal again. */
const REFERENCE = /^\$\{[A-Za-z_]\w*(?::\?[^}]*)?\}$/u;

/** The server's own keys are strong in every environment: a weak one in development is soon one in production. */
export function secretKeysRule(view: SettingsView): readonly Finding[] {
  const secrets = view.secrets(KEYS).map((secret) => secret.reveal());
  return secrets.flatMap((secret, index) => {
    const isRepeated = secrets.indexOf(secret) < index;
    const weakness = keyWeakness(secret) ?? (isRepeated ? 'is the same as an earlier one' : '');
    if (weakness === '') return [];
    const message = `Secret key ${index + 1} ${weakness}`;
    const expected = '32 random bytes in base64url';
    return { code: 'weak-secret', key: KEYS, item: index, message, expected };
  });
}

/** Client secrets in staging and production are no placeholders. */
export function clientSecretRule(view: SettingsView): readonly Finding[] {
  if (view.environment !== 'staging' && view.environment !== 'production') return [];
  return view.activeProviders().flatMap(({ name, prefix }) => {
    const key = `${prefix}.client_secret`;
    const [secret] = view.secrets(key);
    const weakness = secret && sharedSecretWeakness(secret.reveal());
    if (weakness === undefined) return [];
    const message = `The client secret of provider \`${name}\` ${weakness}`;
    return { code: 'weak-secret', key, message, expected: 'the secret that the provider issued' };
  });
}

/** In production a secret comes from the environment, directly or by reference. */
export function literalSecretRule(view: SettingsView): readonly Finding[] {
  if (view.environment !== 'production') return [];
  const message = 'A secret is written in a configuration file';
  const expected = '${VARIABLE}, or a secret in the environment';
  return view.secretEntries().flatMap(([key, effective]) => {
    return literalItems(effective).map((item) => {
      return { code: 'literal-secret', key, item, message, expected };
    });
  });
}

/** The same for the password within an address. */
export function literalPasswordRule(view: SettingsView): readonly Finding[] {
  if (view.environment !== 'production') return [];
  const message = 'A password is written in a configuration file';
  const expected = '${VARIABLE} in its place, or the address in the environment';
  return URLS_WITH_PASSWORDS.flatMap((key) => {
    const entry = view.entry(key);
    if (entry?.provenance.layer !== 'file') return [];
    const password = URL_PASSWORD.exec(entry.entries[0]?.value.text ?? '')?.[1] ?? '';
    if (password === '' || REFERENCE.test(password)) return [];
    return [{ code: 'literal-secret', key, message, expected }];
  });
}

/** The places in a file that hold the secret itself. */
function literalItems({ provenance, entries }: EffectiveValue): readonly number[] {
  if (provenance.layer !== 'file') return [];
  return [...entries.keys()].filter((item) => !REFERENCE.test(entries[item]?.value.text ?? ''));
}
