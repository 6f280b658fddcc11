import { isAlias, isMap, isSeq, type Alias, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { asNode, type YamlNode } from './nodes.ts';

/** A node that can have an anchor. */
type Anchorable = Scalar | YAMLMap | YAMLSeq;

/** What each alias of a document stands for: the last node before it with that anchor (YAML 1.2.2 §7.1). */
export class Anchors {
  readonly #anchored = new Map<string, Anchorable>();
  readonly #targets = new Map<Alias, Anchorable>();

  /** @param root the document's contents; walked once, in source order */
  constructor(root: YamlNode | undefined) {
    if (root) this.#visit(root);
  }

  /** The node an alias stands for; `undefined` when no anchor of that name stands before it. */
  resolve(alias: Alias): Anchorable | undefined {
    return this.#targets.get(alias);
  }

  #visit(node: YamlNode): void {
    if (isAlias(node)) {
      const target = this.#anchored.get(node.source);
      if (target) this.#targets.set(node, target);
      return;
    }
    if (node.anchor) this.#anchored.set(node.anchor, node);
    if (isSeq(node)) node.items.forEach((item) => this.#visitUnknown(item));
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        this.#visitUnknown(key);
        this.#visitUnknown(value);
      }
    }
  }

  #visitUnknown(value: unknown): void {
    const node = asNode(value);
    if (node) this.#visit(node);
  }
}
