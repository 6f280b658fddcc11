import type { KeyPath } from '../document/key-path.ts';

interface Node<Item> {
  /** Made when the first child comes: most nodes are leaves. */
  children: Map<string, Node<Item>> | undefined;
  item: Item | undefined;
}

/** Things filed by key path. Every question costs the length of the path, whatever the number of things. */
export class KeyTree<Item> {
  readonly #root: Node<Item> = { children: undefined, item: undefined };

  /** Files a thing, unless the path has one already; returns the thing that the path has now. */
  file(path: KeyPath, item: Item): Item {
    let node = this.#root;
    for (const segment of path) {
      node.children ??= new Map();
      let child = node.children.get(segment);
      if (!child) {
        child = { children: undefined, item: undefined };
        node.children.set(segment, child);
      }
      node = child;
    }
    node.item ??= item;
    return node.item;
  }

  /** The first thing on the way from the root to `path`, `path` included. */
  firstOnWay(path: KeyPath): Item | undefined {
    let node: Node<Item> | undefined = this.#root;
    for (const segment of path) {
      node = node.children?.get(segment);
      if (!node || node.item !== undefined) return node?.item;
    }
    return undefined;
  }

  /** A thing below `path`. */
  firstBelow(path: KeyPath): Item | undefined {
    let node: Node<Item> | undefined = this.#root;
    for (const segment of path) node = node?.children?.get(segment);
    do {
      node = node?.children?.values().next().value;
    } while (node && node.item === undefined);
    return node?.item;
  }
}
