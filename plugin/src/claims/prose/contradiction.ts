import type { Span } from '@lockstep/config';
import type { Finding, RelatedPlace } from '../finding.ts';
import type { IndexedKey } from '../key-index.ts';
import { correct, describeTruth } from './corrections.ts';
import { textOf } from './masked-text.ts';
import type { Piece } from './masked-text.ts';
import type { Statement } from './statements.ts';
import { truthOf } from './truth.ts';

/** Where something stands on a page. */
export interface Place {
  readonly pieces: readonly Piece[];
  readonly span: Span;
  readonly file: string;
}

/** The finding for a value that the configuration contradicts. */
export function contradiction(
  statement: Statement,
  key: IndexedKey,
  { pieces, span, file }: Place,
): Finding {
  const { basis } = statement;
  const truth = truthOf(key, basis);
  const expected = truth ? describeTruth(key, truth) : undefined;
  const received = key.source.redactor.message(textOf(pieces, statement));
  const what = basis === 'default' && key.setting ? 'defaults to' : 'is';
  return {
    code: 'contradicted-value',
    severity: 'error',
    message: `\`${key.name}\` ${what} ${expected ?? 'something else'}, not ${received}`,
    file,
    span,
    key: key.name,
    expected,
    received,
    related: basis === 'effective' || !key.setting ? settingPlace(key) : undefined,
    fix: correct(statement, key, pieces),
  };
}

/** Where the configuration files set a key. */
export function settingPlace({ effective }: IndexedKey): RelatedPlace | undefined {
  if (effective?.provenance.layer !== 'file') return undefined;
  const [entry] = effective.entries;
  return { file: effective.provenance.file, span: entry?.span, message: 'It is set here' };
}
