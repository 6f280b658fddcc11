import type { KeyPath } from '../document/key-path.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import { emptyTable } from '../schema/schema-parts.ts';
import type { ResolvedConfig, Value } from './resolved.ts';

/** Effective values by name, section in section. No object in it has a prototype. */
export interface ConfigTree {
  readonly [name: string]: Value | ConfigTree | undefined;
}

type Branch = Record<string, unknown>;

/**
 * Effective values as nested objects without prototype, in their types; the tables of a map by their names. Sections
 * of the schema are there even when nothing in them has a value.
 * @template T what the schema says that comes out; the caller vouches for it
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows the schema's type
export function toTree<T = ConfigTree>(resolved: ResolvedConfig): T {
  const tree = emptyBranch();
  if (resolved.schema) addSections(tree, resolved.schema.root);
  for (const { path, value } of resolved.values.values()) {
    const branch = branchAt(tree, path.slice(0, -1));
    const name = path.at(-1);
    if (name !== undefined && !isBranch(branch[name])) branch[name] = value;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the type parameter is for
  return tree as T;
}

function addSections(branch: Branch, node: SchemaNode): void {
  for (const [name, child] of node.children) {
    if (child.setting) continue;
    const section = emptyBranch();
    branch[name] = section;
    addSections(section, child);
  }
}

/** A section wins over a value of the same name. */
function branchAt(tree: Branch, path: KeyPath): Branch {
  let branch = tree;
  for (const name of path) {
    const next = branch[name];
    const section = isBranch(next) ? next : emptyBranch();
    branch[name] = section;
    branch = section;
  }
  return branch;
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}

function emptyBranch(): Branch {
  return emptyTable<unknown>();
}
