import { formatKeyPath, formatSettingValue } from '@lockstep/config';
import type { EffectiveValue, KeyPath, Value } from '@lockstep/config';
import type { Source } from '../../sources/source.ts';
import { environmentName } from '../environment-name.ts';
import { plainText } from '../inline.ts';
import { hiddenValue, isHidden } from '../shown-value.ts';
import type { KeyEntry } from '../source-index.ts';

/** One value as data formats know it. */
export type Scalar = string | number | boolean;

/** A key with its value as it may be shown, for any format to write. */
export interface Leaf {
  readonly path: KeyPath;
  /** Several for a list; nothing secret is in them. */
  readonly value: Scalar | readonly Scalar[];
  /** The variable that sets it, or the name that one would have: `SECTION__KEY`. */
  readonly variable: string;
  readonly description: string | undefined;
  /** `app.ini:12`, `default`, or the name of a variable; one for each item where a list has its items on lines. */
  readonly origins: readonly string[];
}

const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;

/** The leaves of keys that have a value. */
export function leavesOf(entries: readonly KeyEntry[], source: Source): readonly Leaf[] {
  return entries.flatMap(({ path, setting, effective }): readonly Leaf[] => {
    if (!effective) return [];
    const variable = (setting && environmentName(setting, path)) ?? inventedName(path);
    return [
      {
        path,
        value: shownData(effective, source),
        variable,
        description: setting?.description ?? setting?.title,
        origins: originsOf(effective),
      },
    ];
  });
}

/** A value as data: types right, durations and sizes as a file would write them, secrets as what may be shown of them. */
export function shownData(
  effective: EffectiveValue,
  { redactor }: Source,
): Scalar | readonly Scalar[] {
  if (isHidden(effective, redactor)) return plainText(hiddenValue(effective, redactor));
  const { value, path, setting, entries } = effective;
  const isQuoted = entries.some((entry) => entry.value.quoted);
  const toScalar = (item: Value): Scalar => {
    if (typeof item === 'boolean') return item;
    if (typeof item === 'number') return setting ? written(item, effective) : item;
    const shown = redactor.valueText(path, String(item));
    return setting || isQuoted ? shown : guess(shown);
  };
  return Array.isArray(value) ? value.map(toScalar) : toScalar(value);
}

/** `security.session.idle_timeout` is `SECURITY__SESSION__IDLE_TIMEOUT` where nothing else is said. */
function inventedName(path: KeyPath): string {
  const name = path.map((part) => part.toUpperCase().replace(/[^A-Z0-9]/g, '_')).join('__');
  return /^\d/.test(name) ? `_${name}` : name;
}

/** Numbers stay numbers, unless a unit makes text of them: `30m`, `10MB`. */
function written(value: number, { setting }: EffectiveValue): Scalar {
  if (!setting) return value;
  const { type, itemType = type, unit } = setting;
  const isPlain = itemType !== 'duration' && itemType !== 'size';
  return isPlain ? value : formatSettingValue({ type: itemType, unit }, value);
}

/** Without a schema all is text; what can only be a number or a boolean is written as one. */
function guess(text: string): Scalar {
  if (text === 'true' || text === 'false') return text === 'true';
  return NUMBER.test(text) ? Number(text) : text;
}

function originsOf({ provenance, entries }: EffectiveValue): readonly string[] {
  if (provenance.layer === 'default') return ['default'];
  if (provenance.layer === 'env') return [provenance.variable];
  const { file, position } = provenance;
  const lines = entries.map(({ keySpan }) => keySpan.start.line);
  return (lines.length > 1 ? lines : [position.line]).map((line) => `${file}:${line}`);
}

/** Sections and keys by name, section in section. */
export interface Tree extends Map<string, Tree | Leaf> {}

/** Leaves by section; a section wins over a key of the same name. */
export function treeOf(leaves: readonly Leaf[]): Tree {
  const root: Tree = new Map();
  for (const leaf of leaves) {
    let branch = root;
    for (const name of leaf.path.slice(0, -1)) {
      const present = branch.get(name);
      const next: Tree = isTree(present) ? present : new Map();
      branch.set(name, next);
      branch = next;
    }
    const name = leaf.path.at(-1) ?? '';
    if (!isTree(branch.get(name))) branch.set(name, leaf);
  }
  return root;
}

/** Whether a node has sections or keys below it. */
export function isTree(node: Tree | Leaf | undefined): node is Tree {
  return node instanceof Map;
}

/** Leaves by the section that they stand in, in order. */
export function bySection(leaves: readonly Leaf[]): ReadonlyMap<string, readonly Leaf[]> {
  const sections = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const section = formatKeyPath(leaf.path.slice(0, -1));
    sections.set(section, [...(sections.get(section) ?? []), leaf]);
  }
  return sections;
}
