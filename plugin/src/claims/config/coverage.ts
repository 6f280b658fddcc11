import { formatKeyPath, parseKeyPath } from '@lockstep/config';
import type { KeyPath, Setting } from '@lockstep/config';
import { shownKey } from '../../render/anchors.ts';
import type { CheckOptions, Source } from '../../sources/source.ts';
import type { Claim, Finding } from '../finding.ts';
import { matchesGlob } from '../glob.ts';
import { countClaims } from '../report/check-report.ts';
import type { KeyCoverage } from '../report/check-report.ts';

/** What {@link coverKeys} goes by. */
export interface CoverageInput {
  readonly sources: readonly Source[];
  /** Those of the pages of `docs`. */
  readonly claims: readonly Claim[];
  /** The name of the source whose reference pages are generated. */
  readonly reference: string | undefined;
  readonly allowances: NonNullable<CheckOptions['undocumented']>;
}

/** Which pages are about each key of the sources, by key; a key that several sources have is one. */
export function coverKeys({
  sources,
  claims,
  reference,
  allowances,
}: CoverageInput): readonly KeyCoverage[] {
  const keys = collectKeys(sources);
  const claimsOf = groupClaims(sources, claims);
  return [...keys].map(([key, known]): KeyCoverage => {
    const own = claimsOf.get(key) ?? [];
    const glob = Object.keys(allowances).find((each) => isAllowed(key, known.names, each));
    const isReferred = reference !== undefined && known.names.includes(reference);
    const state = own.length > 0 ? 'documented' : stateOf(known, isReferred, glob !== undefined);
    return {
      key,
      sources: known.names,
      state,
      pages: [...new Set(own.map(({ file }) => file))].toSorted(),
      claims: countClaims(own),
      reason: state === 'allowed' && glob !== undefined ? allowances[glob] : undefined,
    };
  });
}

/** What becomes of a key that no page is about. */
function stateOf(
  { settings }: KnownKey,
  isReferred: boolean,
  isExcused: boolean,
): KeyCoverage['state'] {
  if (isReferred) return 'reference';
  if (settings.some(({ planned, deprecated }) => planned || deprecated)) return 'exempt';
  return isExcused ? 'allowed' : 'undocumented';
}

/** Keys that no page mentions, and allowances that no such key needs. */
export function findUndocumented(
  coverage: readonly KeyCoverage[],
  { sources, allowances }: CoverageInput,
): readonly Finding[] {
  const lacking = coverage.filter(({ state }) => state === 'undocumented');
  const allowed = coverage.filter(({ state }) => state === 'allowed');
  const stale = Object.keys(allowances).filter(
    (glob) => !allowed.some(({ key, sources: names }) => isAllowed(key, names, glob)),
  );
  return [
    ...lacking.map((each) => undocumented(each, sources)),
    ...stale.map((glob) => staleAllowance(glob)),
  ];
}

function staleAllowance(glob: string): Finding {
  return {
    code: 'stale-allowance',
    severity: 'warning',
    message: `\`check.undocumented\` allows \`${glob}\`, and no undocumented key is called so; remove it`,
    file: 'lockstep.config',
  };
}

function undocumented({ key, sources: names }: KeyCoverage, sources: readonly Source[]): Finding {
  const source = sources.find(({ name }) => name === names[0]);
  const entries = source?.documents.flatMap(({ file, entries: all }) =>
    all.map((entry) => ({ file, entry })),
  );
  const place = entries?.find(
    ({ entry }) => !entry.disabled && source && keyOf(entry.path, source) === key,
  );
  return {
    code: 'undocumented-key',
    severity: 'error',
    message: `No page mentions \`${key}\``,
    file: place?.file ?? source?.documents[0]?.file ?? 'lockstep.config',
    span: place?.entry.keySpan,
    key,
  };
}

/** A glob is about keys of every source, or with `source:` before it about those of one. */
function isAllowed(key: string, sources: readonly string[], glob: string): boolean {
  return [key, ...sources.map((name) => `${name}:${key}`)].some((name) => matchesGlob(name, glob));
}

interface KnownKey {
  readonly names: string[];
  readonly settings: Setting[];
}

/** The keys of all sources; those of a schema where there is one, those of the files otherwise. */
function collectKeys(sources: readonly Source[]): ReadonlyMap<string, KnownKey> {
  const keys = new Map<string, KnownKey>();
  for (const { name, schema, resolved } of sources) {
    const all: readonly { readonly path: KeyPath; readonly setting?: Setting | undefined }[] =
      schema
        ? schema.settings.map((setting) => ({ path: setting.path, setting }))
        : [...resolved.values.values()];
    for (const { path, setting } of all) {
      const key = shownKey(path);
      const known = keys.get(key) ?? { names: [], settings: [] };
      keys.set(key, known);
      if (!known.names.includes(name)) known.names.push(name);
      if (setting) known.settings.push(setting);
    }
  }
  return keys;
}

function groupClaims(
  sources: readonly Source[],
  claims: readonly Claim[],
): ReadonlyMap<string, readonly Claim[]> {
  const byName = new Map(sources.map((source) => [source.name, source]));
  const shown = new Map<string, string>();
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (claim.kind === 'comment') continue;
    const id = `${claim.source}\n${claim.key}`;
    const source = byName.get(claim.source);
    const path = parseKeyPath(claim.key) ?? [claim.key];
    const key = shown.get(id) ?? (source ? keyOf(path, source) : formatKeyPath(path));
    shown.set(id, key);
    const group = groups.get(key);
    if (group) group.push(claim);
    else groups.set(key, [claim]);
  }
  return groups;
}

/** The key as coverage lists it: that of its setting, also for an old name and within a map. */
function keyOf(path: KeyPath, { schema }: Source): string {
  const setting = schema?.find(path) ?? schema?.findAlias(path)?.setting;
  return shownKey(setting?.path ?? path);
}
