import { formatKeyPath, isReservedPath } from '@lockstep/config';
import type { EffectiveValue, KeyPath, Setting } from '@lockstep/config';
import type { Source } from '../sources/source.ts';

/** A key that a source declares, sets, or both. */
export interface KeyEntry {
  /** With `*` only where no table of a map is there. */
  readonly path: KeyPath;
  readonly setting: Setting | undefined;
  readonly effective: EffectiveValue | undefined;
}

/**
 * What tags look up in a source, made once for each: a tag costs what it shows, however large the configuration is.
 */
export interface SourceIndex {
  /** Values by their names joined with dots: dialects that do not nest hold a dotted name as one segment. */
  readonly byDots: ReadonlyMap<string, EffectiveValue>;
  /** Formatted paths of keys that stand in a file, commented-out ones left out. */
  readonly written: ReadonlySet<string>;
  /** Keys below each section, by its formatted path, in schema order, then file order; `''` has all of them. */
  readonly below: ReadonlyMap<string, readonly KeyEntry[]>;
  /** Sections by their names joined with dots. */
  readonly sectionsByDots: ReadonlyMap<string, KeyPath>;
}

const indexes = new WeakMap<Source, SourceIndex>();

/** The index of a source. */
export function indexOf(source: Source): SourceIndex {
  let index = indexes.get(source);
  if (!index) {
    index = makeIndex(source);
    indexes.set(source, index);
  }
  return index;
}

function makeIndex(source: Source): SourceIndex {
  const byDots = new Map<string, EffectiveValue>();
  for (const value of source.resolved.values.values()) {
    const dotted = value.path.join('.');
    if (!byDots.has(dotted)) byDots.set(dotted, value);
  }
  const entries = source.documents.flatMap((document) => document.entries);
  const written = new Set(
    entries.filter(({ disabled }) => !disabled).map(({ path }) => formatKeyPath(path)),
  );
  return { byDots, written, ...sectionsOf(entriesOf(source)) };
}

function sectionsOf(entries: readonly KeyEntry[]): Pick<SourceIndex, 'below' | 'sectionsByDots'> {
  const below = new Map<string, KeyEntry[]>([['', []]]);
  const sectionsByDots = new Map<string, KeyPath>();
  for (const entry of entries) {
    for (let depth = 0; depth < entry.path.length; depth++) {
      const section = entry.path.slice(0, depth);
      const name = formatKeyPath(section);
      const members = below.get(name);
      if (members) members.push(entry);
      else below.set(name, [entry]);
      if (depth > 0) sectionsByDots.set(section.join('.'), section);
    }
  }
  return { below, sectionsByDots };
}

/** Every setting with its value, or with those of all tables of its map, then what no setting is about. */
function entriesOf({ resolved, schema }: Source): readonly KeyEntry[] {
  const values = [...resolved.values.values()].filter(({ path }) => !isReservedPath(path));
  const bySetting = new Map<string, EffectiveValue[]>();
  for (const value of values) {
    if (!value.setting) continue;
    const name = formatKeyPath(value.setting.path);
    bySetting.set(name, [...(bySetting.get(name) ?? []), value]);
  }
  const declared = (schema?.settings ?? []).flatMap((setting): readonly KeyEntry[] => {
    const own = bySetting.get(formatKeyPath(setting.path)) ?? [];
    if (own.length === 0) return [{ path: setting.path, setting, effective: undefined }];
    return own.map((effective) => ({ path: effective.path, setting, effective }));
  });
  const others = values.filter(({ setting }) => !setting);
  return [
    ...declared,
    ...others.map((effective) => ({ path: effective.path, setting: undefined, effective })),
  ];
}
