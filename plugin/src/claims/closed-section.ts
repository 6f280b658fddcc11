import type { KeyPath, SchemaNode } from '@lockstep/config';
import type { Source } from '../sources/source.ts';

/** Whether a section accepts no other keys than those of the schema, so that one that is missing there is a mistake. */
export function isClosedSection({ schema }: Source, path: KeyPath): boolean {
  let node: SchemaNode | undefined = schema?.root;
  for (const name of path) node = node && childOf(node, name);
  return node !== undefined && !node.open && !node.setting && node.wildcards.length === 0;
}

function childOf(node: SchemaNode, name: string): SchemaNode | undefined {
  const own = node.children.get(name);
  return own ?? node.wildcards.find(({ pattern }) => pattern?.test(name) ?? true)?.node;
}
