import type { Environment, Problem } from '@lockstep/config';
import { createSources } from '../sources/create-sources.ts';
import { SourceError } from '../sources/errors.ts';
import type { LockstepOptions, Source, Sources } from '../sources/source.ts';
import { checkConfig } from './config/check-config.ts';
import type { Claim } from './finding.ts';
import type { ReportedFinding } from './report/check-report.ts';
import { presentPlainFindings, presentSourceFindings } from './report/present.ts';

/** The sources of a project and what their files say about themselves. */
export interface CheckedSources {
  /** For tags; those that are broken throw. */
  readonly all: Sources;
  /** Those that can be read. */
  readonly usable: readonly Source[];
  readonly findings: readonly ReportedFinding[];
  readonly claims: readonly Claim[];
  /** What is wrong with files that tags name by path; known once the tags were looked at. */
  readonly ofPaths: () => readonly ReportedFinding[];
}

/**
 * Reads every source. A mistake in one key stops nothing: it is a finding, and pages are still compared with all other
 * keys. A source whose files or schema cannot be read has its problems as findings.
 *
 * @throws {OptionsError} with everything that is wrong with the options
 */
export function checkSources(options: LockstepOptions, env: Environment): CheckedSources {
  const all = new RecordingSources(createSources(options, { env, tolerates: isAboutOneKey }));
  const usable: Source[] = [];
  const findings: ReportedFinding[] = [];
  const claims: Claim[] = [];
  for (const name of all.names) {
    try {
      const source = all.get(name);
      const outcome = checkConfig(source);
      usable.push(source);
      claims.push(...outcome.claims);
      findings.push(...presentSourceFindings(outcome.findings, source));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      findings.push(...presentPlainFindings(error.problems));
    }
  }
  const ofPaths = (): readonly ReportedFinding[] =>
    withoutRepeats(presentPlainFindings(all.problems));
  return { all, usable, findings: withoutRepeats(findings), claims, ofPaths };
}

/** The tag is told that its path is wrong; it is not told what is wrong in the file. */
const OF_THE_TAG: ReadonlySet<string> = new Set(['unknown-file', 'path-refused']);

/** Remembers what is wrong with files below the configured roots, which are read when a tag names them. */
class RecordingSources implements Sources {
  readonly problems: Problem[] = [];
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get names(): readonly string[] {
    return this.#sources.names;
  }

  get files(): readonly string[] {
    return this.#sources.files;
  }

  get(name?: string): Source {
    try {
      return this.#sources.get(name);
    } catch (error) {
      const isPath = name !== undefined && !this.names.includes(name);
      if (isPath && error instanceof SourceError)
        this.problems.push(...error.problems.filter(({ code }) => !OF_THE_TAG.has(code)));
      throw error;
    }
  }
}

function isAboutOneKey({ key }: Problem): boolean {
  return key !== undefined;
}

/** Sources may share a file or a schema. */
function withoutRepeats(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, file, span, message }) => {
    const id = JSON.stringify([code, file, span?.start.offset, message]);
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}
