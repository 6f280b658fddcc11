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
  return places.flatMap(({ path, setting, inExistingSection }) => {
    const key = formatKeyPath(path);
    if (!setting.required || !inExistingSection || values.has(key) || isSet(key)) return [];
    const variable =
      setting.env === undefined ? undefined : variableFor(setting.env, setting.path, path);
    const hint = variable === undefined ? '' : `, in a file or as \`${variable}\``;
    const problem: Problem = {
      code: 'missing-required',
      severity: 'error',
      message: `\`${key}\` must be set${hint}`,
      ...placeOf(path, documents),
      key,
      expected: describeExpected(setting),
    };
    return [problem];
  });
}

/** The header of the section that lacks the key, in the last file that has it. */
function placeOf(
  path: KeyPath,
  documents: readonly ConfigDocument[],
): { file: string; span?: Span } {
  const section = formatKeyPath(path.slice(0, -1));
  for (const document of documents.toReversed()) {
    const header = document.blocks.find(
      (block) => block.kind === 'header' && formatKeyPath(block.section) === section,
    );
    if (header) return { file: document.file, span: headerSpan(header, document) };
  }
  return { file: documents.at(-1)?.file ?? ENVIRONMENT };
}
