import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import type { Setting } from '../schema/config-schema.ts';
import { formatSettingValue } from '../schema/values/read-setting.ts';
import { isPlain } from '../schema/values/reading.ts';
import { REDACTED } from '../schema/secret.ts';
import type { Candidate } from './candidate.ts';
import { candidateProblem, nameOf } from './layer-problem.ts';
import { provenanceOf } from './provenance.ts';
import type { CandidateReading } from './read-candidate.ts';
import { rawTexts, readCandidate } from './read-candidate.ts';
import { hasReferences, parseReferences, writeParts } from './references.ts';
import type { EffectiveValue, Environment, Provenance, Value } from './resolved.ts';

/** The value that wins for a key, if any, and what is wrong in any layer. */
export interface Merged {
  readonly value?: EffectiveValue | undefined;
  readonly problems: readonly Problem[];
}

/** Merges what the layers say about one key; `candidates` are in the order of their layers, the last one wins. */
export function mergeCandidates(
  path: KeyPath,
  setting: Setting | undefined,
  candidates: readonly Candidate[],
  env: Environment | undefined,
): Merged {
  const winner = candidates.at(-1);
  const readings = candidates.map((candidate) => readLayer(candidate, candidate === winner, env));
  const problems = candidates.flatMap((candidate, index) => [
    ...statusProblems(candidate, setting, readings[index]?.value),
    ...readings[index]!.problems,
  ]);
  const reading = readings.at(-1);
  const shadowed = candidates
    .slice(0, -1)
    .map((candidate) => provenanceOf(candidate, []))
    .toReversed();
  const fallback: Provenance[] = setting?.default === undefined ? [] : [{ layer: 'default' }];
  if (!winner || reading?.isNull) {
    return { value: setting && defaultValue(path, setting, shadowed), problems };
  }
  if (reading?.value === undefined) return { problems };
  const value: EffectiveValue = {
    path,
    value: reading.value,
    source: sourceOf(winner, setting?.secret ?? false),
    provenance: provenanceOf(winner, reading.variables),
    shadowed: [...shadowed, ...fallback],
    secret: setting?.secret ?? false,
    setting,
    entries: winner.layer === 'file' ? winner.entries : [],
  };
  return { value, problems };
}

/** A layer that does not win is checked as far as it can be without the environment. */
function readLayer(
  candidate: Candidate,
  wins: boolean,
  env: Environment | undefined,
): CandidateReading {
  const dependsOnEnv = candidate.layer === 'file' && rawTexts(candidate).some(hasReferences);
  return !wins && dependsOnEnv ? { variables: [], problems: [] } : readCandidate(candidate, env);
}

function defaultValue(
  path: KeyPath,
  setting: Setting,
  shadowed: readonly Provenance[],
): EffectiveValue | undefined {
  const json = setting.default;
  if (json === undefined) return undefined;
  const declared = setting.schema.default;
  const source = typeof declared === 'string' ? declared : formatSettingValue(setting, json);
  const value: Value = Array.isArray(json) ? json.filter(isPlain) : isPlain(json) ? json : source;
  return {
    path,
    value,
    source,
    provenance: { layer: 'default' },
    shadowed,
    secret: false,
    setting,
    entries: [],
  };
}

/** The text of a value as written. Of a secret only its references are shown. */
function sourceOf(candidate: Candidate, secret: boolean): string {
  const texts = rawTexts(candidate);
  if (!secret) return texts.join(', ');
  return candidate.layer === 'env' ? REDACTED : texts.map(withoutLiterals).join(', ');
}

function withoutLiterals(text: string): string {
  const parts = parseReferences(text);
  return 'malformed' in parts ? REDACTED : writeParts(parts, () => REDACTED);
}

/** Keys that are not built yet or on their way out. */
function statusProblems(
  candidate: Candidate,
  setting: Setting | undefined,
  value: Value | undefined,
): Problem[] {
  if (!setting) return [];
  if (setting.planned) {
    const message = `${nameOf(candidate)} is planned: nothing reads it yet`;
    return [candidateProblem(candidate, { code: 'planned-key', message })];
  }
  const problems = plannedValues(setting, value).map((name) => {
    const message = `Value \`${name}\` of ${nameOf(candidate)} is planned: nothing reads it yet`;
    return candidateProblem(candidate, { code: 'planned-value', message });
  });
  if (!setting.deprecated) return problems;
  const message = `${nameOf(candidate)} is deprecated`;
  return [
    ...problems,
    candidateProblem(candidate, { code: 'deprecated-key', severity: 'warning', message }),
  ];
}

function plannedValues(setting: Setting, value: Value | undefined): string[] {
  const values = new Set<unknown>([value].flat());
  return setting.plannedValues.filter((planned) => values.has(planned)).map(String);
}
