import { isMap, type YAMLMap } from 'yaml';
import type { Entry } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { EntryReader } from './entries.ts';
import { mapMembers, ownNames, type Member } from './members.ts';
import {
  isBlockCollection,
  keepsBlankLines,
  nodeRange,
  offsetRange,
  headRange,
  type OffsetRange,
  type YamlNode,
} from './nodes.ts';

/** What becomes a header or an entry block: a key on lines of its own. */
export interface Item {
  readonly kind: 'header' | 'entry';
  /** From the first character of the key to the last of the value; of a header, to its colon, anchor or tag. */
  readonly range: OffsetRange;
  /** The section it stands in; for a header, the one it opens. */
  readonly section: KeyPath;
  readonly entries: readonly Entry[];
  /** For a header: offset of the first key below it, whose column is that of its section. */
  readonly firstKey?: number | undefined;
}

/** The headers and entries of a document, in source order. `root` is its top level, which stands in `section`. */
export function readItems(root: YAMLMap, section: KeyPath, reader: EntryReader): readonly Item[] {
  const items: Item[] = [];
  if (isBlockCollection(root)) readBlockMap(root, section, { reader, items });
  else {
    const entries = reader.readMap(root, section);
    const range = withEntries(nodeRange(root, reader.expansion.reading.text), entries);
    items.push({ kind: 'entry', range, section, entries });
  }
  return items;
}

function readBlockMap(
  map: YAMLMap,
  section: KeyPath,
  { reader, items }: { readonly reader: EntryReader; readonly items: Item[] },
): void {
  const { reading } = reader.expansion;
  const members = mapMembers(map, reading);
  const taken = ownNames(members);
  for (const member of members) {
    if (!member.isMerge && isSectionValue(member.value)) {
      const path = [...section, member.name];
      items.push(readHeader(member, member.value, path));
      readBlockMap(member.value, path, { reader, items });
    } else {
      const entries = member.isMerge
        ? reader.readMerge(member, section, taken)
        : reader.readMember(member, section);
      const range = withEntries(memberRange(member, reading.text), entries);
      items.push({ kind: 'entry', range, section, entries });
    }
  }
}

function readHeader({ pair }: Member, value: YAMLMap, section: KeyPath): Item {
  const head = headRange(pair);
  const child = value.items[0];
  const firstKey = child && headRange(child).start;
  return {
    kind: 'header',
    range: head,
    section,
    entries: [],
    firstKey,
  };
}

function isSectionValue(node: YamlNode | undefined): node is YAMLMap {
  return isMap(node) && isBlockCollection(node) && node.items.length > 0;
}

/** The library ends braces that nothing closes before what it read in them. */
function withEntries({ start, end }: OffsetRange, entries: readonly Entry[]): OffsetRange {
  const last = entries.reduce((max, { value }) => Math.max(max, value.span.end.offset), end);
  return offsetRange(start, last);
}

function memberRange({ pair, value }: Member, text: string): OffsetRange {
  const head = headRange(pair);
  const end = value ? valueEnd(value, text) : head.end;
  return offsetRange(head.start, Math.max(head.end, end));
}

/** Where a value's lines end. Blank lines belong to a value that keeps them (`|+`). */
function valueEnd(value: YamlNode, text: string): number {
  const [, end = 0] = value.range ?? [];
  return keepsBlankLines(value) ? end : nodeRange(value, text).end;
}
