import type { ConfigDocument } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { EffectiveValue, Environment, Value } from '../layers/resolved.ts';
import { Secret } from '../schema/secret.ts';
import { isHarmlessValue, isSecretName } from './secret-names.ts';
import { partCuts, withoutQuotes } from './value-cuts.ts';
import type { SecretRules } from './secret-rules.ts';

/** Where every shell keeps its working directory (POSIX.1, XCU 2.5.3). The name looks like a password's. */
const WORKING_DIRECTORY = 'PWD';

const REFERENCE = /\$\{([A-Za-z_]\w*)/g;

/** The texts of all secrets in documents, as they read and as they are written, commented-out keys included. */
export function documentSecrets(
  documents: readonly ConfigDocument[],
  rules: SecretRules,
): readonly string[] {
  const entries = documents.flatMap((document) => document.entries);
  return entries.flatMap((entry) => {
    const { value } = entry;
    if (!rules.isSecretEntry(entry)) return secretParts(value.text);
    return value.quoted ? [value.text, withoutQuotes(value).text] : [value.text];
  });
}

/** The texts of all secrets among effective values, whichever layer they come from. */
export function effectiveSecrets(
  values: Iterable<EffectiveValue>,
  rules: SecretRules,
): readonly string[] {
  return Array.from(values).flatMap(({ path, value }) => secretsOf(path, value, rules));
}

/**
 * The values of environment variables that are secret: those that a secret setting is read from, those that secret
 * values refer to, and those that are called like a secret.
 */
export function environmentSecrets(
  env: Environment,
  documents: readonly ConfigDocument[],
  rules: SecretRules,
): readonly string[] {
  const referred = new Set(
    documentSecrets(documents, rules).flatMap((text) =>
      Array.from(text.matchAll(REFERENCE), ([, name]) => name),
    ),
  );
  const ofSettings = (rules.schema?.settings ?? [])
    .filter((setting) => setting.secret && setting.env !== undefined)
    .map(({ env: name = '' }) => new RegExp(`^${name.replaceAll('NAME', String.raw`\w+`)}$`));
  return Object.entries(env).flatMap(([name, text = '']) => {
    const isSecret =
      referred.has(name) ||
      (isSecretName(name) && name !== WORKING_DIRECTORY) ||
      ofSettings.some((pattern) => pattern.test(name));
    return isSecret && !isHarmlessValue(text) ? [text] : [];
  });
}

function secretsOf(path: KeyPath, value: Value, rules: SecretRules): readonly string[] {
  if (value instanceof Secret) return [value.reveal()];
  if (typeof value === 'object') return value.flatMap((item) => secretsOf(path, item, rules));
  return secretsIn(path, String(value), rules);
}

function secretsIn(path: KeyPath, text: string, rules: SecretRules): readonly string[] {
  if (rules.isSecret(path, text)) return [text];
  return secretParts(text);
}

function secretParts(text: string): readonly string[] {
  return partCuts(text).flatMap(({ start, end }) => decodedForms(text.slice(start, end)));
}

/** A part of a URL or query as written and without percent-encoding. */
function decodedForms(text: string): readonly string[] {
  try {
    return [text, decodeURIComponent(text)];
  } catch {
    return [text];
  }
}
