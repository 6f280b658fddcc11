import type { KeyPath } from '../document/key-path.ts';
import { formatKeyPath } from '../document/key-path.ts';

/** A tree that notices what is read from it. */
export interface TrackedTree<T> {
  readonly value: T;
  /** Formatted paths of the leaves that were read so far, absent ones included; grows as the tree is used. */
  readonly reads: ReadonlySet<string>;
}

/**
 * Wraps the result of `toTree` so that reading a leaf is recorded. Listing the names in a section or a map reads
 * nothing; copying or serializing a section reads all of its leaves; reading a list reads the whole list.
 */
export function trackReads<T extends object>(tree: T): TrackedTree<T> {
  const reads = new Set<string>();
  return { value: wrap(tree, [], reads), reads };
}

function wrap<T extends object>(section: T, path: KeyPath, reads: Set<string>): T {
  const wrapped = new Map<string, object>();
  // Every request reads settings: a leaf's path is made at its first read only.
  const recorded = new Set<string>();
  return new Proxy(section, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof name === 'symbol') return value;
      if (!isSection(value)) {
        if (!recorded.has(name)) reads.add(formatKeyPath([...path, name]));
        recorded.add(name);
        return value;
      }
      const child = wrapped.get(name) ?? wrap(value, [...path, name], reads);
      wrapped.set(name, child);
      return child;
    },
  });
}

/** Sections have no prototype; lists and secrets do, and are leaves. */
function isSection(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}
