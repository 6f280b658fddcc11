import type { ConfigDocument } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Span } from '../document/position.ts';
import type { Problem } from '../document/problem.ts';
import { formatKeyPath } from '../document/key-path.ts';
import { variableFor } from './env-layer.ts';
import { describeExpected } from './expected.ts';
import { headerSpan } from './header-span.ts';
import { ENVIRONMENT } from './layer-problem.ts';
import type { Place } from './places.ts';
import type { EffectiveValue } from './resolved.ts';

/** What is known when everything is read. */
export interface Known {
  readonly values: ReadonlyMap<string, EffectiveValue>;
  /** Whether any layer says something about a key, right or wrong. */
  readonly isSet: (key: string) => boolean;
  readonly documents: readonly ConfigDocument[];
}

/** Required keys that no layer sets, in sections that exist. */
export function findMissing(
  places: readonly Place[],
  { values, isSet, documents }: Known,
): Problem[] {
  const headers = new HeaderIndex(documents);
  return places.flatMap(({ path, setting, inExistingSection }) => {
    const key = formatKeyPath(path);
    if (!setting.required || !inExistingSection || values.has(key) || isSet(key)) return [];
    const variable = variableFor(setting, path);
    const hint = variable === undefined ? '' : `, in a file or as \`${variable}\``;
    const problem: Problem = {
      code: 'missing-required',
      severity: 'error',
      message: `\`${key}\` must be set${hint}`,
      ...headers.placeOf(path),
      key,
      expected: describeExpected(setting),
    };
    return [problem];
  });
}

/** Finds headers by section; made from the documents when the first is asked for. */
class HeaderIndex {
  readonly #documents: readonly ConfigDocument[];
  #headers: ReadonlyMap<string, { file: string; span: Span }> | undefined;

  constructor(documents: readonly ConfigDocument[]) {
    this.#documents = documents;
  }

  /** The first header of the section that lacks a key, in the last file that has one. */
  placeOf(path: KeyPath): { file: string; span?: Span } {
    this.#headers ??= this.#index();
    const file = this.#documents.at(-1)?.file ?? ENVIRONMENT;
    return this.#headers.get(formatKeyPath(path.slice(0, -1))) ?? { file };
  }

  #index(): ReadonlyMap<string, { file: string; span: Span }> {
    const headers = new Map<string, { file: string; span: Span }>();
    for (const document of this.#documents) {
      for (const block of document.blocks.toReversed()) {
        if (block.kind !== 'header') continue;
        const { file } = document;
        headers.set(formatKeyPath(block.section), { file, span: headerSpan(block, document) });
      }
    }
    return headers;
  }
}
