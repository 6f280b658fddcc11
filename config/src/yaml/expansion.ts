import { isAlias, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Anchors } from './anchors.ts';
import { MAX_DEPTH } from './compose.ts';
import { nodeRange, type OffsetRange, type YamlNode } from './nodes.ts';
import type { Reading } from './reading.ts';

/** How many nodes the aliases of one file may bring in. A "billion laughs" file asks for far more. */
const MAX_EXPANDED_NODES = 20_000;

/** Follows aliases and merges within limits: none may lead back into itself, nor all together bring in too much. */
export class Expansion {
  readonly reading: Reading;
  readonly #anchors: Anchors;
  readonly #active = new Set<YamlNode>();
  #spent = 0;

  constructor(reading: Reading, anchors: Anchors) {
    this.reading = reading;
    this.#anchors = anchors;
  }

  /** What a node stands for: an alias for its anchored node, others for themselves. Reports an alias without anchor. */
  resolve(node: YamlNode): Scalar | YAMLMap | YAMLSeq | undefined {
    if (!isAlias(node)) return node;
    const target = this.#anchors.resolve(node);
    if (!target) {
      const place = nodeRange(node, this.reading.text);
      this.#report('yaml-alias', 'No anchor of this name stands before its alias', place, {
        expected: 'an anchor such as `&name` on a value above',
      });
    }
    return target;
  }

  /** Visits what an alias or a merge brings in, unless that would pass a limit; `place` is where it is written. */
  enter(target: YamlNode, place: OffsetRange, visit: () => void): void {
    if (this.#active.has(target)) {
      this.#report('yaml-alias', 'This alias leads back into itself', place);
    } else if (this.#active.size >= MAX_DEPTH) {
      this.#report('yaml-too-complex', 'Aliases lead too deep into each other', place);
    } else {
      this.#active.add(target);
      visit();
      this.#active.delete(target);
    }
  }

  /** Counts one node brought in at `place`; `false` when that is one too many, which is reported once. */
  spend(place: OffsetRange): boolean {
    this.#spent++;
    if (this.#spent === MAX_EXPANDED_NODES + 1) {
      this.#report('yaml-too-complex', 'The aliases of this file bring in too much', place);
    }
    return this.#spent <= MAX_EXPANDED_NODES;
  }

  #report(
    code: string,
    message: string,
    { start, end }: OffsetRange,
    details: { readonly expected?: string } = {},
  ): void {
    this.reading.report(code, message, this.reading.span(start, end), details);
  }
}
