import { isMap, isScalar, isSeq, Scalar, type Pair, type YAMLMap } from 'yaml';
import {
  asNode,
  nodeRange,
  offsetRange,
  headRange,
  scalarText,
  type OffsetRange,
  type YamlNode,
} from './nodes.ts';
import type { Expansion } from './expansion.ts';
import type { Reading } from './reading.ts';

/** One key of a map. */
export interface Member {
  readonly name: string;
  readonly key: OffsetRange;
  readonly value: YamlNode | undefined;
  readonly pair: Pair;
  /** Whether it is a `<<`, whose value brings in the keys of other maps (https://yaml.org/type/merge.html). */
  readonly isMerge: boolean;
}

/** The keys of a map as written, `<<` among them. */
export function mapMembers(map: YAMLMap, reading: Reading): readonly Member[] {
  return map.items.map((pair) => {
    const node = asNode(pair.key);
    const isPlain = isScalar(node) && node.type === Scalar.PLAIN && !node.tag;
    const key = node ? nodeRange(node, reading.text) : emptyKey(pair);
    const name = isScalar(node) ? scalarText(node) : reading.text.slice(key.start, key.end);
    return { name, key, value: asNode(pair.value), pair, isMerge: isPlain && name === '<<' };
  });
}

/** The names that a map has of its own, which no `<<` replaces. */
export function ownNames(members: readonly Member[]): Set<string> {
  return new Set(members.filter(({ isMerge }) => !isMerge).map(({ name }) => name));
}

/**
 * The keys that a `<<` brings into a map: those of its maps, the first map winning, without the names in `taken`, to
 * which theirs are added.
 */
export function mergedMembers(
  merge: Member,
  taken: Set<string>,
  expansion: Expansion,
  place: OffsetRange = mergePlace(merge, expansion.reading),
): readonly Member[] {
  const found: Member[] = [];
  for (const map of mergedMaps(merge, place, expansion)) {
    expansion.enter(map, place, () => {
      if (!expansion.spend(place)) return;
      const members = mapMembers(map, expansion.reading);
      for (const member of members) {
        if (member.isMerge || taken.has(member.name)) continue;
        taken.add(member.name);
        found.push(member);
      }
      for (const member of members) {
        if (!member.isMerge) continue;
        for (const inner of mergedMembers(member, taken, expansion, place)) found.push(inner);
      }
    });
  }
  return found;
}

/** Where a merge is written: its value, or its `<<` when it has none. */
export function mergePlace({ key, value }: Member, reading: Reading): OffsetRange {
  return value ? nodeRange(value, reading.text) : key;
}

function mergedMaps(
  { value }: Member,
  place: OffsetRange,
  expansion: Expansion,
): readonly YAMLMap[] {
  const target = value && expansion.resolve(value);
  const items = isSeq(target) ? target.items.map(asNode) : [target];
  const resolved = items.map((item) => item && expansion.resolve(item));
  const maps = resolved.filter((node) => isMap(node));
  if (maps.length < resolved.length) {
    const { start, end } = place;
    const span = expansion.reading.span(start, end);
    const expected = 'a map, an alias of a map, or a list of such';
    expansion.reading.report('yaml-merge', '`<<` can only bring in maps', span, { expected });
  }
  return maps;
}

function emptyKey(pair: Pair): OffsetRange {
  const { start } = headRange(pair);
  return offsetRange(start, start);
}
