import type { Candidate } from './candidate.ts';
import type { Provenance } from './resolved.ts';

const START = { line: 1, column: 1, offset: 0 };

/** A provenance as people read it: `app.ini:12:1`, `default`, `SESSION_TIMEOUT`. */
export function provenanceText(provenance: Provenance): string {
  if (provenance.layer === 'default') return 'default';
  if (provenance.layer === 'env') return provenance.variable;
  const { file, position } = provenance;
  return `${file}:${position.line}:${position.column}`;
}

/** Where a candidate comes from; `references` are the variables that filled it in. */
export function provenanceOf(candidate: Candidate, references: readonly string[]): Provenance {
  if (candidate.layer === 'env') return { layer: 'env', variable: candidate.variable };
  const position = candidate.entries[0]?.keySpan.start ?? START;
  const alias = candidate.alias?.name;
  return { layer: 'file', file: candidate.document.file, position, references, alias };
}
