import { resolve } from 'node:path';
import type { ReferenceOptions, Sources } from '../sources/source.ts';
import { readEvidence } from './evidence.ts';
import { compareOutput, OutputError, writeOutput } from './output.ts';
import type { OutputDifference, OutputFile, OutputResult } from './output.ts';
import { referenceFiles } from './pages.ts';

/** Where the reference goes and what it is made from. */
export interface ReferenceTarget extends ReferenceOptions {
  /** The directory that `out` and `evidence` are relative to. @default the working directory */
  readonly root?: string;
}

/**
 * Writes the reference pages of a source: what changed is written, generated pages of sections that are gone are
 * removed, everything else is left alone. Nothing is written when anything is wrong.
 *
 * @throws {SourceError} when the source, its schema or the evidence cannot be used
 * @throws {OutputError} when the source has no schema, or a file that was not generated is in the way
 */
export function writeReference(sources: Sources, target: ReferenceTarget): OutputResult {
  return writeOutput(directoryOf(target), makeFiles(sources, target));
}

/** What {@link writeReference} would change; empty when the pages are up to date. Throws the same errors. */
export function checkReference(
  sources: Sources,
  target: ReferenceTarget,
): readonly OutputDifference[] {
  return compareOutput(directoryOf(target), makeFiles(sources, target));
}

function directoryOf({ root = '.', out }: ReferenceTarget): string {
  return resolve(root, out);
}

function makeFiles(
  sources: Sources,
  { root = '.', source: name, evidence }: ReferenceTarget,
): readonly OutputFile[] {
  const source = sources.get(name);
  if (!source.schema) {
    throw new OutputError(
      `The source \`${source.name}\` has no schema; a reference needs one (option \`schema\`)`,
    );
  }
  const proofs =
    evidence === undefined
      ? new Map<string, never>()
      : readEvidence(resolve(root, evidence), evidence);
  return referenceFiles(source, source.schema, proofs);
}
