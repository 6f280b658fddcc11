import { formatKeyPath, formatSettingValue, Secret } from '@lockstep/config';
import type { KeyPath, Value } from '@lockstep/config';
import type { Source } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { shownData } from './formats/leaf.ts';
import { plainText, text } from './inline.ts';
import type { RowContext } from './key-cells.ts';
import { valueCell } from './key-cells.ts';
import type { RenderedCell } from './nodes.ts';
import { selectKeys } from './selection.ts';
import { isHidden, NOT_SET, valueNodes } from './shown-value.ts';
import type { KeyEntry } from './source-index.ts';
import type { Words } from './words.ts';

/** One of the two sources that are compared. */
export interface DiffSide {
  /** As the tag has it. */
  readonly name: string;
  readonly source: Source;
  /** Whether it stands for the defaults of its schema. */
  readonly isDefault: boolean;
}

/** A key whose values differ. */
export interface Difference {
  readonly path: KeyPath;
  readonly base: Shown;
  readonly other: Shown;
}

/** A value as one side has it. */
interface Shown {
  readonly cell: RenderedCell;
  /** As a file would have it; `undefined` where there is none. */
  readonly written: string | undefined;
}

/** What stands for two secrets that are not the same: their values are none of a page's business. */
const DIFFERS: Shown = { cell: [text('differs')], written: 'differs' };

/** A key as one side has it. */
interface Side extends Shown {
  readonly entry: KeyEntry | undefined;
}

/**
 * The keys of a selection whose effective values differ, in the order of the base, then of the other.
 *
 * @throws {TagError} when neither side has what the tag selects
 */
export function differencesOf(
  tag: Tag,
  base: DiffSide,
  other: DiffSide,
  words: Words,
): readonly Difference[] {
  const [ofBase, ofOther] = selectBoth(tag, base, other);
  const paths = new Map([...ofBase, ...ofOther].map(([key, { path }]) => [key, path]));
  return Array.from(paths, ([key, path]): Difference | undefined => {
    const entries = [ofBase.get(key), ofOther.get(key)] as const;
    const setting = entries[0]?.setting ?? entries[1]?.setting;
    const side = (entry: KeyEntry | undefined, { source, isDefault }: DiffSide): Side => {
      const isDerived = isDefault && !entry?.effective && setting && !setting.secret;
      if (isDerived && setting.default !== undefined) {
        const cell = valueNodes(setting.default, setting, words);
        return { entry: undefined, cell, written: formatSettingValue(setting, setting.default) };
      }
      const cell = cellOf(entry, { source, section: [], words, links: undefined });
      return { entry, cell, written: writtenOf(entry, source) };
    };
    return difference(path, side(entries[0], base), side(entries[1], other), [base, other]);
  }).filter((each) => each !== undefined);
}

function difference(
  path: KeyPath,
  base: Side,
  other: Side,
  sides: readonly [DiffSide, DiffSide],
): Difference | undefined {
  const values = [base.entry?.effective, other.entry?.effective] as const;
  const isSecret = [0, 1].some((index) => {
    const effective = values[index];
    const source = sides[index]?.source;
    return effective && source && isHidden(effective, source.redactor);
  });
  const isSameText = plainText(base.cell) === plainText(other.cell);
  const [one, two] = values;
  const isSame =
    one && two ? isEqual(one.value, two.value) || (isSameText && !isSecret) : isSameText;
  if (isSame) return undefined;
  return { path, base, other: isSecret && isSameText ? DIFFERS : other };
}

function writtenOf(entry: KeyEntry | undefined, source: Source): string | undefined {
  if (!entry?.effective) return undefined;
  return [shownData(entry.effective, source)].flat().join(', ');
}

function cellOf(entry: KeyEntry | undefined, context: RowContext): RenderedCell {
  return entry ? valueCell(entry, context) : [text(NOT_SET)];
}

type Selected = ReadonlyMap<string, KeyEntry>;

/** A side that lacks the section has none of its keys. */
function selectBoth(tag: Tag, base: DiffSide, other: DiffSide): readonly [Selected, Selected] {
  const ofOther = select(tag, other.source);
  const ofBase = select(tag, base.source);
  if (ofOther instanceof TagError && ofBase instanceof TagError) throw ofOther;
  const none: Selected = new Map();
  return [ofBase instanceof TagError ? none : ofBase, ofOther instanceof TagError ? none : ofOther];
}

function select(tag: Tag, source: Source): Selected | TagError {
  try {
    const { entries } = selectKeys(tag, source);
    // Without a table, the keys of a map are those of no table.
    const concrete = entries.filter(({ path }) => !path.includes('*'));
    return new Map(concrete.map((entry) => [formatKeyPath(entry.path), entry]));
  } catch (error) {
    if (error instanceof TagError) return error;
    throw error;
  }
}

function isEqual(one: Value, other: Value): boolean {
  if (one instanceof Secret) return other instanceof Secret && one.reveal() === other.reveal();
  if (typeof one !== 'object') return one === other;
  if (typeof other !== 'object' || other instanceof Secret) return false;
  return one.length === other.length && one.every((item, index) => isEqual(item, other[index]!));
}
