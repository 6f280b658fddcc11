import type { KeyPath } from '../document/key-path.ts';
import type { Setting } from './config-schema.ts';
import type { JsonSchema } from './json-schema.ts';

/** A place in the schema's tree: a table with children, or a leaf with a setting. */
export interface SchemaNode {
  /** `*` stands for the name of a table in a map. */
  readonly path: KeyPath;
  readonly schema: JsonSchema;
  /** Whether the parent asks for it; a table with a default counts, since it is always there. */
  readonly required: boolean;
  /** Present on leaves. */
  readonly setting?: Setting | undefined;
  readonly children: ReadonlyMap<string, SchemaNode>;
  /** What any other name leads to, where the table is a map; the first whose pattern fits counts. */
  readonly wildcards: readonly Wildcard[];
  /** Whether keys without a schema are accepted below. */
  readonly open: boolean;
}

/** The named tables (or values) of a map. */
export interface Wildcard {
  /** What names must match (`patternProperties`, `propertyNames`). */
  readonly pattern?: RegExp | undefined;
  readonly node: SchemaNode;
}

/** The child that a concrete name leads to; `*` leads to the tables of a map in general. */
export function childOf(node: SchemaNode, name: string): SchemaNode | undefined {
  const accepts = ({ pattern }: Wildcard): boolean => name === '*' || (pattern?.test(name) ?? true);
  return node.children.get(name) ?? node.wildcards.find(accepts)?.node;
}

/** The node at a concrete path. */
export function nodeAt(root: SchemaNode, path: KeyPath): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const name of path) node = node && childOf(node, name);
  return node;
}
