import type { ConfigDocument } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import { formatKeyPath, isReservedPath } from '../document/key-path.ts';
import type { ConfigSchema, Setting } from '../schema/config-schema.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import { childOf } from '../schema/schema-node.ts';
import type { FileCandidate } from './candidate.ts';

/** A key that can have a value in this configuration: a setting at a concrete path. */
export interface Place {
  readonly path: KeyPath;
  readonly setting: Setting;
  /** Whether the section it stands in exists, so that a required key must be set. */
  readonly inExistingSection: boolean;
}

/** The names that documents use below each path, for the tables of maps. */
export class UsedNames {
  readonly #below = new Map<string, Set<string>>();

  constructor(documents: readonly ConfigDocument[], candidates: readonly FileCandidate[]) {
    for (const document of documents) {
      for (const block of document.blocks) {
        if (block.kind === 'header') this.#add(block.section);
        for (const entry of block.entries)
          if (entry.form === 'empty-map' && !entry.disabled) this.#add(entry.path);
      }
    }
    for (const candidate of candidates) this.#add(candidate.path);
  }

  below(path: KeyPath): readonly string[] {
    return [...(this.#below.get(formatKeyPath(path)) ?? [])];
  }

  has(path: KeyPath): boolean {
    const name = path.at(-1);
    return (
      name === undefined || this.#below.get(formatKeyPath(path.slice(0, -1)))?.has(name) === true
    );
  }

  #add(path: KeyPath): void {
    if (isReservedPath(path)) return;
    for (const [index, name] of path.entries()) {
      const parent = formatKeyPath(path.slice(0, index));
      const names = this.#below.get(parent) ?? new Set();
      this.#below.set(parent, names.add(name));
    }
  }
}

/** Every place of a configuration in schema order; maps have places for each table that a document names. */
export function findPlaces(schema: ConfigSchema, used: UsedNames): readonly Place[] {
  const places: Place[] = [];
  const visit = (node: SchemaNode, path: KeyPath, exists: boolean): void => {
    if (node.setting) places.push({ path, setting: node.setting, inExistingSection: exists });
    for (const [name, child] of node.children) {
      const childPath = [...path, name];
      const childExists =
        exists && (child.setting !== undefined || child.required || used.has(childPath));
      visit(child, childPath, childExists);
    }
    for (const name of node.wildcards.length > 0 ? used.below(path) : []) {
      const table = node.children.has(name) ? undefined : childOf(node, name);
      if (table) visit(table, [...path, name], exists);
    }
  };
  visit(schema.root, [], true);
  return places;
}
