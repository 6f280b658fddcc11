import type { ConfigDocument, DocumentValue } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import { formatKeyPath, parseKeyPath } from '../document/key-path.ts';
import { documentValues } from '../document/values.ts';
import type { ConfigSchema } from '../schema/config-schema.ts';
import { nodeAt } from '../schema/schema-node.ts';
import type { FileCandidate } from './candidate.ts';
import { candidateProblem, nameOf } from './layer-problem.ts';
import { unknownKeyProblem, UnknownSections } from './unknown-keys.ts';

/** What a file says about the keys of a schema. */
export interface FileLayer {
  /** One candidate for a key at most. */
  readonly candidates: readonly FileCandidate[];
  readonly problems: readonly Problem[];
  /** Formatted paths of the keys and sections that unknown names most likely stand for. */
  readonly meant: readonly string[];
}

/** Finds the setting of each value of a document, by its own name or an old one. */
export function readFileLayer(document: ConfigDocument, schema: ConfigSchema): FileLayer {
  const problems: Problem[] = [];
  const sections = new UnknownSections(document, schema);
  const byKey = new Map<string, FileCandidate>();
  for (const value of documentValues(document).values()) {
    const found = findSetting(document, value, schema);
    if (found === 'section') continue;
    if ('code' in found) {
      if (!sections.covers(value.path)) problems.push(found);
      continue;
    }
    if (found.alias) problems.push(aliasWarning(found));
    const key = formatKeyPath(found.path);
    const rival = byKey.get(key);
    byKey.set(key, rival ? preferred(rival, found, problems) : found);
  }
  const all = [...sections.problems, ...problems];
  const meant = all.flatMap(({ code, key }) => meantBy(code, key, schema));
  return { candidates: [...byKey.values()], problems: all, meant };
}

function meantBy(code: string, key: string | undefined, schema: ConfigSchema): readonly string[] {
  if (code !== 'unknown-key' || key === undefined) return [];
  const nearest = schema.nearest(parseKeyPath(key) ?? [key]);
  return nearest === undefined ? [] : [nearest];
}

function findSetting(
  document: ConfigDocument,
  value: DocumentValue,
  schema: ConfigSchema,
): FileCandidate | Problem | 'section' {
  const { path, entries, isList } = value;
  const candidate: FileCandidate = { layer: 'file', path, document, entries, isList };
  const setting = schema.find(path);
  if (setting) return { ...candidate, setting };
  const target = schema.findAlias(path);
  if (target) {
    const { setting: renamed, path: newPath, unit } = target;
    return {
      ...candidate,
      path: newPath,
      setting: renamed,
      alias: { name: formatKeyPath(path), unit },
    };
  }
  if (schema.isSection(path) && !nodeAt(schema.root, path)?.open)
    return sectionOrConflict(candidate);
  const owner = ownerOf(path, schema);
  if (owner === 'open') return candidate;
  return owner === undefined
    ? unknownKeyProblem(candidate, schema)
    : belowValueProblem(candidate, owner);
}

/** An empty map (`providers: {}`, or nothing behind the colon) says that a section is there; a value is a mistake. */
function sectionOrConflict(candidate: FileCandidate): Problem | 'section' {
  const [entry] = candidate.entries;
  const isEmpty =
    entry?.form === 'empty-map' || (entry?.form === 'scalar' && entry.value.raw === '');
  if (isEmpty) return 'section';
  const key = formatKeyPath(candidate.path);
  const received = candidate.isList ? 'a list' : 'a value';
  const message = `\`${key}\` is a section and cannot have a value itself`;
  return candidateProblem(candidate, {
    code: 'key-conflict',
    message,
    expected: 'a section',
    received,
  });
}

function belowValueProblem(candidate: FileCandidate, owner: KeyPath): Problem {
  const message = `${nameOf(candidate)} cannot exist: \`${formatKeyPath(owner)}\` is a single value, not a section`;
  return candidateProblem(candidate, { code: 'key-conflict', message });
}

/** Above an unknown path: the table that accepts any key, or the setting that takes a value and no keys. */
function ownerOf(path: KeyPath, schema: ConfigSchema): KeyPath | 'open' | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(schema.root, path.slice(0, length));
    if (!node) continue;
    if (node.open) return 'open';
    return node.setting ? path.slice(0, length) : undefined;
  }
  return undefined;
}

function aliasWarning(candidate: FileCandidate): Problem {
  const message = `\`${candidate.alias?.name}\` is an old name of ${nameOf(candidate)}`;
  const words = { code: 'deprecated-alias', severity: 'warning' as const, message };
  return candidateProblem(candidate, { ...words, nearest: formatKeyPath(candidate.path) });
}

/** The new name wins over an old one, a later old name over an earlier one. */
function preferred(
  first: FileCandidate,
  second: FileCandidate,
  problems: Problem[],
): FileCandidate {
  const winner = first.alias ? second : first;
  const loser = winner === first ? second : first;
  const used = winner.alias ? `\`${winner.alias.name}\`` : nameOf(winner);
  const message = `\`${loser.alias?.name ?? formatKeyPath(loser.path)}\` has no effect: ${used} is set in the same file`;
  problems.push(candidateProblem(loser, { code: 'alias-and-key', severity: 'warning', message }));
  return winner;
}
