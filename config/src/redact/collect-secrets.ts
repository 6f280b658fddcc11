import type { ConfigDocument } from '../document/document.ts';
import { formatKeyPath, type KeyPath } from '../document/key-path.ts';
import type { EffectiveValue, Value } from '../layers/resolved.ts';
import type { ConfigSchema } from '../schema/config-schema.ts';
import { Secret } from '../schema/secret.ts';
import { partCuts } from './value-cuts.ts';
import type { SecretRules } from './secret-rules.ts';

/** The texts of all secrets in documents, commented-out keys included. */
export function documentSecrets(
  documents: readonly ConfigDocument[],
  rules: SecretRules,
): readonly string[] {
  return documents.flatMap((document) =>
    document.entries.flatMap(({ path, value }) => secretsIn(path, value.text, rules)),
  );
}

/** The texts of all secrets among effective values, whichever layer they come from. */
export function effectiveSecrets(
  values: Iterable<EffectiveValue>,
  rules: SecretRules,
): readonly string[] {
  return Array.from(values).flatMap(({ path, value }) => secretsOf(path, value, rules));
}

/** Words that a schema uses itself; a weak secret that equals one cannot be looked for in texts. */
export function vocabularyOf(schema: ConfigSchema | undefined): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { path, values = [] } of schema?.settings ?? []) {
    for (const word of [...path, formatKeyPath(path), ...values]) {
      if (typeof word === 'string') words.add(word);
    }
  }
  return words;
}

function secretsOf(path: KeyPath, value: Value, rules: SecretRules): readonly string[] {
  if (value instanceof Secret) return [value.reveal()];
  if (typeof value === 'object') return value.flatMap((item) => secretsOf(path, item, rules));
  return secretsIn(path, String(value), rules);
}

function secretsIn(path: KeyPath, text: string, rules: SecretRules): readonly string[] {
  if (rules.isSecret(path, text)) return [text];
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
