import type { EffectiveValue } from '@lockstep/config';
import type { SettingsView } from '../settings-view.ts';
import { keyWeakness, sharedSecretWeakness } from './secret-strength.ts';
import type { Finding } from './rule.ts';

const KEYS = 'security.secret_keys';
/** `${VAR}` or `${VAR:?message}` and nothing else: a default inside the reference would be a literal again. */
const REFERENCE = /^\$\{[A-Za-z_]\w*(?::\?[^}]*)?\}$/u;

/** The server's own keys are strong in every environment: a weak one in development is soon one in production. */
export function* secretKeysRule(view: SettingsView): Iterable<Finding> {
  const secrets = view.secrets(KEYS).map((secret) => secret.reveal());
  for (const [index, secret] of secrets.entries()) {
    const weakness = keyWeakness(secret);
    const isRepeated = secrets.indexOf(secret) < index;
    if (!weakness && !isRepeated) continue;
    yield {
      code: 'weak-secret',
      key: KEYS,
      message: `Secret key ${index + 1} ${weakness ?? 'is the same as an earlier one'}`,
      expected: 'at least 32 random bytes in base64url',
    };
  }
}

/** Client secrets in staging and production are no placeholders. */
export function* clientSecretRule(view: SettingsView): Iterable<Finding> {
  if (view.environment !== 'staging' && view.environment !== 'production') return;
  for (const { name, prefix } of view.activeProviders()) {
    const key = `${prefix}.client_secret`;
    const [secret] = view.secrets(key);
    const weakness = secret && sharedSecretWeakness(secret.reveal());
    if (!weakness) continue;
    const message = `The client secret of provider \`${name}\` ${weakness}`;
    yield { code: 'weak-secret', key, message, expected: 'the secret that the provider issued' };
  }
}

/** In production a secret comes from the environment, directly or by reference. */
export function* literalSecretRule(view: SettingsView): Iterable<Finding> {
  if (view.environment !== 'production') return;
  for (const [key, effective] of view.secretEntries()) {
    if (!isLiteral(effective)) continue;
    const message = 'A secret is written in a configuration file';
    yield {
      code: 'literal-secret',
      key,
      message,
      expected: '${VARIABLE}, or a secret in the environment',
    };
  }
}

function isLiteral({ provenance, entries }: EffectiveValue): boolean {
  if (provenance.layer !== 'file') return false;
  return entries.some(({ value }) => !REFERENCE.test(value.text));
}
