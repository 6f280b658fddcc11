import { resolve } from 'node:path';
import { formatProblem, hasErrors, withSnippets } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import { readEvidence } from '../reference/evidence.ts';
import type { EvidenceTable } from '../reference/evidence.ts';
import { factsOf } from '../reference/facts.ts';
import type { KeyFacts } from '../reference/facts.ts';
import { marksOf, rowsOf } from '../reference/rows.ts';
import { plainText, sentence } from '../render/inline.ts';
import { isKnown, lookUp } from '../render/lookup.ts';
import { createSources } from '../sources/create-sources.ts';
import type { LockstepOptions, Source } from '../sources/source.ts';
import { FAILED, OK, safeLines } from './console.ts';
import type { Console, ExitCode } from './console.ts';
import { projectOf } from './project-options.ts';
import type { ProjectFlags } from './project-options.ts';

/** The options of `lockstep explain`. */
export interface ExplainFlags extends ProjectFlags {
  readonly name?: string;
  readonly env: boolean;
}

/**
 * `lockstep explain KEY`: everything known about one key. It is about a deployment, so the environment counts, unless
 * `--no-env` says otherwise.
 */
export async function explain(
  key: string,
  flags: ExplainFlags,
  console: Console,
): Promise<ExitCode> {
  const options = await projectOf(flags, console, flags.env);
  const host = { env: console.env, tolerates: isAboutOneKey };
  const source = createSources(options, host).get(flags.name);
  const known = lookUp(source, key);
  if (!isKnown(known)) {
    const hint = known.nearest === undefined ? '' : `; did you mean \`${known.nearest}\`?`;
    console.err(`lockstep: ${known.message}${hint}\n`);
    return FAILED;
  }
  const facts = factsOf(source, known.path, known.setting, evidenceOf(options));
  console.out(`${safeLines(describe(facts))}\n`);
  return reportProblems(source, facts, console);
}

/** A mistake in another key is no reason to say nothing about this one. */
function isAboutOneKey({ key }: Problem): boolean {
  return key !== undefined;
}

function evidenceOf({ root = '.', reference }: LockstepOptions): EvidenceTable | undefined {
  const file = reference?.evidence;
  return file === undefined ? undefined : readEvidence(resolve(root, file), file);
}

function describe(facts: KeyFacts): string {
  const { key, setting } = facts;
  const marks = marksOf(facts);
  const title = marks.length > 0 ? `${key} (${marks.join(', ')})` : key;
  const description = setting?.description ?? setting?.title;
  const prose = description === undefined ? [] : ['', plainText(sentence(description.trim()))];
  const rows = rowsOf(facts);
  const width = Math.max(0, ...rows.map(({ term }) => term.length)) + 2;
  const lines = rows.flatMap(({ term, lines: each }) =>
    each.map((line, index) => `${(index === 0 ? term : '').padEnd(width)}${plainText(line)}`),
  );
  return [title, ...prose, '', ...lines].join('\n');
}

/** Says what is wrong with this very key, such as an old name in use, and that there is more with others. */
function reportProblems(source: Source, { key }: KeyFacts, { err }: Console): ExitCode {
  const { problems } = source.resolved;
  const own = problems.filter((problem) => problem.key === key);
  for (const problem of withSnippets(own, source.documents, source.redactor)) {
    err(`${formatProblem(problem)}\n`);
  }
  const others = problems.filter(({ severity }) => severity === 'error').length;
  const more = others - own.filter(({ severity }) => severity === 'error').length;
  if (more > 0) err(`lockstep: other keys have errors too: ${more}\n`);
  return hasErrors(own) ? FAILED : OK;
}
