import { isAlias, isMap, isScalar, isSeq, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Entry } from '../document/document.ts';
import { formatKeyPath, type KeyPath } from '../document/key-path.ts';
import type { Span } from '../document/position.ts';
import { MAX_DEPTH } from './compose.ts';
import type { Expansion } from './expansion.ts';
import { mapMembers, mergedMembers, mergePlace, ownNames, type Member } from './members.ts';
import {
  asNode,
  nodeRange,
  offsetRange,
  scalarText,
  type OffsetRange,
  type YamlNode,
} from './nodes.ts';

/** Where a value stands and how it is to be read. */
interface Place {
  readonly path: KeyPath;
  /** The key as written; for what an alias or a merge brings in, the key in front of that. */
  readonly key: OffsetRange;
  /** Where the alias or the merge stands that brings the value in. */
  readonly via?: OffsetRange | undefined;
  /** The outermost list the value is in, and where it is written. */
  readonly list?: { readonly path: KeyPath; readonly range: OffsetRange } | undefined;
}

/** YAML's ways to write nothing (YAML 1.2.2 §10.3.2). */
const NULL = /^(?:|~|null|Null|NULL)$/;

/** Reads values into entries: one for each scalar, however deep, each with its full path. */
export class EntryReader {
  readonly expansion: Expansion;
  readonly #entries: Entry[] = [];

  constructor(expansion: Expansion) {
    this.expansion = expansion;
  }

  /** The entries of one key's value. */
  readMember({ key, name, value }: Member, section: KeyPath): readonly Entry[] {
    const path = [...section, name];
    return this.#taken(() => this.#read(value, { path, key }));
  }

  /** The entries that a `<<` brings in, without the names in `taken`, to which theirs are added. */
  readMerge(merge: Member, section: KeyPath, taken: Set<string>): readonly Entry[] {
    return this.#taken(() => this.#readMerge(merge, { path: section, key: merge.key }, taken));
  }

  /** The entries of a whole map, such as a file in braces. */
  readMap(map: YAMLMap, section: KeyPath): readonly Entry[] {
    return this.#taken(() => this.#readMembers(map, { path: section, key: offsetRange(0, 0) }));
  }

  #taken(read: () => void): readonly Entry[] {
    read();
    return this.#entries.splice(0);
  }

  #read(node: YamlNode | undefined, place: Place): void {
    const { via, path } = place;
    if (via && !this.expansion.spend(via)) return;
    if (path.length > MAX_DEPTH) this.#reportDepth(place);
    else if (!node) this.#addEmpty(place);
    else if (isAlias(node)) this.#readAlias(node, place);
    else if (isScalar(node)) this.#addScalar(node, place);
    else this.#readCollection(node, place);
  }

  #readAlias(alias: YamlNode, place: Place): void {
    const via = place.via ?? this.#rangeOf(alias);
    const before = this.#entries.length;
    const target = this.expansion.resolve(alias);
    if (target) this.expansion.enter(target, via, () => this.#read(target, { ...place, via }));
    if (this.#entries.length === before) this.#add({ ...place, via }, via, '', false);
  }

  #readCollection(node: YAMLMap | YAMLSeq, place: Place): void {
    const list = place.list ?? { path: place.path, range: place.via ?? this.#rangeOf(node) };
    if (place.list) this.#reportNested(node, place.list);
    if (node.items.length === 0) this.#addEmptyCollection(node, place);
    else if (isMap(node)) this.#readMembers(node, place);
    else for (const item of node.items) this.#read(asNode(item), { ...place, list });
  }

  #readMembers(map: YAMLMap, place: Place): void {
    const members = mapMembers(map, this.expansion.reading);
    const taken = ownNames(members);
    for (const member of members) {
      const key = place.via ? place.key : member.key;
      if (member.isMerge) this.#readMerge(member, { ...place, key }, taken);
      else this.#read(member.value, { ...place, key, path: [...place.path, member.name] });
    }
  }

  #readMerge(merge: Member, place: Place, taken: Set<string>): void {
    const via = place.via ?? mergePlace(merge, this.expansion.reading);
    for (const { name, value } of mergedMembers(merge, taken, this.expansion)) {
      this.#read(value, { ...place, via, path: [...place.path, name] });
    }
  }

  #addScalar(node: Scalar, place: Place): void {
    const text = scalarText(node);
    const isPlain = node.type === Scalar.PLAIN || node.type === undefined;
    const isNull = isPlain && !node.tag && NULL.test(text);
    const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
    this.#add(place, this.#rangeOf(node), isNull ? '' : text, quoted);
  }

  #addEmpty(place: Place): void {
    this.#add(place, offsetRange(place.key.end, place.key.end), '', false);
  }

  #addEmptyCollection(node: YAMLMap | YAMLSeq, place: Place): void {
    this.#add(place, this.#rangeOf(node), '', false, isSeq(node) ? 'empty-list' : 'empty-map');
  }

  #add(
    place: Place,
    range: OffsetRange,
    text: string,
    quoted: boolean,
    form?: Entry['form'],
  ): void {
    const { reading } = this.expansion;
    const { start, end } = place.via ?? range;
    const value: Span = reading.span(start, end);
    this.#entries.push({
      path: place.path,
      form: form ?? (place.list ? 'item' : 'scalar'),
      value: { text, raw: reading.raw(start, end), span: value, quoted: quoted && !place.via },
      keySpan: this.#keySpan(place.key),
      span: place.list ? value : this.#entrySpan(place.key, end),
      disabled: false,
    });
  }

  #rangeOf(node: YamlNode): OffsetRange {
    return nodeRange(node, this.expansion.reading.text);
  }

  /** From the key to the value; when that is nothing, to the colon and not to the space behind it. */
  #entrySpan(key: OffsetRange, end: number): Span {
    const { reading } = this.expansion;
    const { length } = reading.text.slice(key.start, end).trimEnd();
    return reading.span(key.start, key.start + length);
  }

  #keySpan({ start, end }: OffsetRange): Span {
    const { reading } = this.expansion;
    const isQuoted = /^(["'])[^]*\1$/.test(reading.text.slice(start, end)) && end - start > 1;
    return isQuoted ? reading.span(start + 1, end - 1) : reading.span(start, end);
  }

  #reportNested(node: YamlNode, { path, range }: NonNullable<Place['list']>): void {
    const { reading } = this.expansion;
    const message = `A list holds ${isMap(node) ? 'maps' : 'lists'}, which is not supported`;
    const expected = 'a list of single values, or a map with a name for each';
    const key = formatKeyPath(path);
    const span = reading.span(range.start, range.end);
    reading.report('unsupported-yaml', message, span, { key, expected });
  }

  #reportDepth({ via, key }: Place): void {
    const { start, end } = via ?? key;
    const span = this.expansion.reading.span(start, end);
    this.expansion.reading.report('yaml-too-complex', 'This nests too deep to be read', span);
  }
}
