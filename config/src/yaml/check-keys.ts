import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { formatKeyPath, isReservedPath, type KeyPath } from '../document/key-path.ts';
import { mapMembers, type Member } from './members.ts';
import { asNode, type YamlNode } from './nodes.ts';
import type { Reading } from './reading.ts';

/**
 * Reports the keys of all maps at and below a node that cannot be read, are reserved, or stand in their map twice.
 * Aliases are not followed, so each key is reported where it is written.
 */
export function checkKeys(node: YamlNode | undefined, path: KeyPath, reading: Reading): void {
  if (isMap(node)) checkMap(node, path, reading);
  if (isSeq(node)) for (const item of node.items) checkKeys(asNode(item), path, reading);
}

function checkMap(map: YAMLMap, path: KeyPath, reading: Reading): void {
  const members = mapMembers(map, reading);
  checkMembers(members, path, reading);
  for (const { name, value, isMerge } of members) {
    checkKeys(value, isMerge ? path : [...path, name], reading);
  }
}

function checkMembers(members: readonly Member[], path: KeyPath, reading: Reading): void {
  const first = new Map<string, Member>();
  for (const member of members) {
    if (member.isMerge) continue;
    const earlier = first.get(member.name);
    checkKey(member, path, reading);
    if (earlier) reportDuplicate(member, earlier, path, reading);
    else first.set(member.name, member);
  }
}

function checkKey({ name, key, pair }: Member, path: KeyPath, reading: Reading): void {
  const span = reading.span(key.start, key.end);
  const full = formatKeyPath([...path, name]);
  if (!isScalar(pair.key)) {
    const expected = 'a plain or quoted name';
    reading.report('unsupported-yaml', 'A key must be a name', span, { expected });
  } else if (name === '') {
    reading.report('empty-key', 'A key has no name', span, { expected: 'a name before the colon' });
  } else if (isReservedPath([name])) {
    const message = `Name \`${name}\` is reserved and never read`;
    const expected = 'a name other than `__proto__`, `constructor` and `prototype`';
    reading.report('reserved-key', message, span, { key: full, expected });
  }
}

function reportDuplicate(member: Member, earlier: Member, path: KeyPath, reading: Reading): void {
  const key = formatKeyPath([...path, member.name]);
  const { line } = reading.span(earlier.key.start, earlier.key.end).start;
  const span = reading.span(member.key.start, member.key.end);
  const message = `Key is set more than once; first on line ${line}`;
  reading.report('duplicate-key', message, span, { key, expected: 'one line for each key' });
}
