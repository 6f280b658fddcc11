import type { ConfigDocument } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import { formatKeyPath, groupByPath } from '../document/key-path.ts';
import { documentValues } from '../document/values.ts';
import type { FileCandidate } from './candidate.ts';
import { candidateProblem } from './layer-problem.ts';
import { mergeCandidates } from './merge-layers.ts';
import type { EffectiveValue, ResolvedConfig, ResolveOptions } from './resolved.ts';

/** Values as text and lists of text, in the order in which files first name them; later files win. */
export function resolveWithoutSchema({
  documents,
  env,
}: ResolveOptions): Pick<ResolvedConfig, 'values' | 'problems'> {
  const problems: Problem[] = [];
  const byKey = groupByPath(documents.flatMap(candidatesOf));
  const values = new Map<string, EffectiveValue>();
  for (const [key, candidates] of byKey) {
    const merged = mergeCandidates(candidates[0]!.path, undefined, candidates, env);
    problems.push(...merged.problems);
    if (merged.value) values.set(key, merged.value);
  }
  return { values, problems: [...problems, ...conflicts(values, byKey)] };
}

function candidatesOf(document: ConfigDocument): readonly FileCandidate[] {
  const values = [...documentValues(document).values()];
  return values
    .filter(({ entries }) => entries[0]?.form !== 'empty-map')
    .map(({ path, entries, isList }) => ({ layer: 'file', document, path, entries, isList }));
}

/** Names that are a key and a section at once. Files may mean it, so it is a warning; a tree has room for the section only. */
function conflicts(
  values: ReadonlyMap<string, EffectiveValue>,
  byKey: ReadonlyMap<string, readonly FileCandidate[]>,
): Problem[] {
  const sections = new Set<string>();
  for (const { path } of values.values())
    for (const section of prefixes(path)) sections.add(formatKeyPath(section));
  return [...sections].flatMap((key) => {
    const candidate = byKey.get(key)?.at(-1);
    if (!candidate) return [];
    const message = `\`${key}\` is a key and a section`;
    return [candidateProblem(candidate, { code: 'key-conflict', severity: 'warning', message })];
  });
}

function prefixes(path: KeyPath): KeyPath[] {
  return path.slice(1).map((_, index) => path.slice(0, index + 1));
}
