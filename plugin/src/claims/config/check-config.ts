import type { Source } from '../../sources/source.ts';
import type { Outcome } from '../finding.ts';
import { checkComments } from './comments.ts';
import { checkSecretLiterals } from './secret-literals.ts';

/** What the files of a source say about themselves: their own mistakes, comments that are wrong, secrets in clear. */
export function checkConfig(source: Source): Outcome {
  const { documents, resolved } = source;
  const outcomes = documents.map((document) => checkComments(document, source));
  return {
    claims: outcomes.flatMap(({ claims }) => claims),
    findings: [
      ...resolved.problems,
      ...outcomes.flatMap(({ findings }) => findings),
      ...documents.flatMap((document) => checkSecretLiterals(document, source)),
    ],
  };
}
