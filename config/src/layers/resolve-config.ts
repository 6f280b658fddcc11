import type { Problem } from '../document/problem.ts';
import { formatKeyPath, groupByPath } from '../document/key-path.ts';
import { hasErrors } from '../document/problem.ts';
import type { ConfigSchema } from '../schema/config-schema.ts';
import type { Candidate } from './candidate.ts';
import { readEnvLayer } from './env-layer.ts';
import { withoutFollowUps } from './follow-ups.ts';
import { inReadingOrder } from './reading-order.ts';
import { readFileLayer } from './file-layer.ts';
import { mergeCandidates } from './merge-layers.ts';
import { findMissing } from './missing.ts';
import { findPlaces, UsedNames } from './places.ts';
import { findReservedKeys } from './reserved-keys.ts';
import { resolveWithoutSchema } from './schema-less.ts';
import type { EffectiveValue, ResolvedConfig, ResolveOptions } from './resolved.ts';

/**
 * Merges the layers default, file (in the order given) and environment into effective values with their provenance.
 * A later file replaces lists whole. All problems of documents, schema and values are in the result; nothing throws.
 */
export function resolveConfig(options: ResolveOptions): ResolvedConfig {
  const { documents, schema } = options;
  const found = documents.flatMap((document) => [
    ...document.problems,
    ...findReservedKeys(document),
  ]);
  if (!schema) {
    const { values, problems } = resolveWithoutSchema(options);
    return { documents, values, problems: inReadingOrder([...found, ...problems], documents) };
  }
  found.push(...schema.problems);
  if (hasErrors(schema.problems)) return { documents, schema, values: new Map(), problems: found };
  const { values, problems } = resolveWithSchema(schema, options);
  const ordered = inReadingOrder([...found, ...problems], documents);
  return { documents, schema, values, problems: ordered };
}

function resolveWithSchema(
  schema: ConfigSchema,
  { documents, env, complete = true }: ResolveOptions,
): Pick<ResolvedConfig, 'values' | 'problems'> {
  const problems: Problem[] = [];
  const layers = documents.map((document) => readFileLayer(document, schema));
  for (const layer of layers) problems.push(...layer.problems);
  const fileCandidates = layers.flatMap((layer) => layer.candidates);
  const places = findPlaces(schema, new UsedNames(documents, fileCandidates));
  const envLayer = env ? readEnvLayer(places, env) : { candidates: [], problems: [] };
  problems.push(...envLayer.problems);
  const byKey = groupByPath([...fileCandidates, ...envLayer.candidates]);
  const values = new Map<string, EffectiveValue>();
  for (const { path, setting } of [...places, ...openPlaces(fileCandidates)]) {
    const key = formatKeyPath(path);
    const merged = mergeCandidates(path, setting, byKey.get(key) ?? [], env);
    problems.push(...merged.problems);
    if (merged.value) values.set(key, merged.value);
  }
  if (complete)
    problems.push(...findMissing(places, { values, isSet: (key) => byKey.has(key), documents }));
  const meant = layers.flatMap((layer) => layer.meant);
  return { values, problems: withoutFollowUps(problems, documents, meant) };
}

/** Keys that an open table accepts without knowing them. */
function openPlaces(
  candidates: readonly Candidate[],
): readonly Pick<Candidate, 'path' | 'setting'>[] {
  return candidates.filter((candidate) => !candidate.setting);
}
