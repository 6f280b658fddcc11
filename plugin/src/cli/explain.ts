import { resolve } from 'node:path';
import {
  formatKeyPath,
  formatProblem,
  hasErrors,
  isWithin,
  nearestName,
  withSnippets,
} from '@lockstep/config';
import type { KeyPath, Problem } from '@lockstep/config';
import { shownKey } from '../render/anchors.ts';
import { errorCodes } from '../errors/error-pages.ts';
import { readEvidence } from '../reference/evidence.ts';
import type { EvidenceTable } from '../reference/evidence.ts';
import { factsOf } from '../reference/facts.ts';
import type { KeyFacts } from '../reference/facts.ts';
import { marksOf, rowsOf } from '../reference/rows.ts';
import type { FactRow } from '../reference/rows.ts';
import { plainText, sentence } from '../render/inline.ts';
import { isKnown, lookUp } from '../render/lookup.ts';
import type { UnknownKey } from '../render/lookup.ts';
import { createSources } from '../sources/create-sources.ts';
import type { LockstepOptions, Source } from '../sources/source.ts';
import { FAILED, OK, safeLines, UsageError } from './console.ts';
import type { Console, ExitCode } from './console.ts';
import { pageRows } from './explain-pages.ts';
import { projectOf } from './project-options.ts';
import type { ProjectFlags } from './project-options.ts';

/** The options of `lockstep explain`. */
export interface ExplainFlags extends ProjectFlags {
  readonly name?: string;
  readonly env: boolean;
}

/** Mistakes of other keys that are listed; who wants to see all of them does not ask for one key. */
const MAX_OTHERS = 10;

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
  checkName(flags.name, options);
  const host = { env: console.env, tolerates: isAboutOneKey };
  const source = createSources(options, host).get(flags.name);
  const known = lookUp(source, key);
  if (!isKnown(known)) {
    const code = known.nearest === undefined ? nearestName(key, errorCodes()) : undefined;
    const orCode = code === undefined ? '' : `; did you mean the error \`${code}\`?`;
    console.err(`lockstep: ${safeLines(describeUnknown(known, source))}${orCode}\n`);
    return FAILED;
  }
  const facts = factsOf(source, known.path, known.setting, evidenceOf(options));
  const pages = pageRows(known.path, source, options, console.env);
  console.out(`${safeLines(describe(facts, pages))}\n`);
  return reportProblems(source, facts, console);
}

function checkName(name: string | undefined, { sources, roots = [] }: LockstepOptions): void {
  const names = Object.keys(sources);
  if (name === undefined || names.includes(name) || roots.length > 0) return;
  const nearest = nearestName(name, names);
  const hint = nearest === undefined ? '' : `; did you mean \`${nearest}\`?`;
  const listed = names.map((each) => `\`${each}\``).join(', ');
  throw new UsageError(
    `There is no source ${JSON.stringify(name)}; the sources are ${listed}${hint}`,
  );
}

/** A mistake in another key is no reason to say nothing about this one. */
function isAboutOneKey({ key }: Problem): boolean {
  return key !== undefined;
}

function describeUnknown({ message, nearest, section }: UnknownKey, source: Source): string {
  if (section) {
    const keys = keysBelow(section, source).map((key) => `\n  ${key}`);
    return `\`${formatKeyPath(section)}\` is a section; its keys are${keys.join('')}`;
  }
  return nearest === undefined ? message : `${message}; did you mean \`${nearest}\`?`;
}

function keysBelow(section: KeyPath, { schema, resolved }: Source): readonly string[] {
  const declared = schema?.settings ?? [];
  const paths = [...declared, ...resolved.values.values()].map(({ path }) => path);
  const isListed = (path: KeyPath): boolean => isWithin(path, section);
  return [...new Set(paths.filter(isListed).map(shownKey))];
}

function evidenceOf({ root = '.', reference }: LockstepOptions): EvidenceTable | undefined {
  const file = reference?.evidence;
  return file === undefined ? undefined : readEvidence(resolve(root, file), file);
}

function describe(facts: KeyFacts, pages: readonly FactRow[]): string {
  const { key, setting } = facts;
  const marks = marksOf(facts);
  const title = marks.length > 0 ? `${key} (${marks.join(', ')})` : key;
  const description = setting?.description ?? setting?.title;
  const prose = description === undefined ? [] : ['', plainText(sentence(description.trim()))];
  const rows = [...rowsOf(facts), ...pages];
  const width = Math.max(0, ...rows.map(({ term }) => term.length)) + 2;
  const lines = rows.flatMap(({ term, lines: each }) =>
    each.map((line, index) => `${(index === 0 ? term : '').padEnd(width)}${plainText(line)}`),
  );
  return [title, ...prose, '', ...lines].join('\n');
}

/**
 * Says what is wrong with this very key, such as an old name in use, and in a line each what is wrong with others. A
 * variable that another key waits for is no mistake here: who explains a key has no secrets set.
 */
function reportProblems(source: Source, { path }: KeyFacts, { err }: Console): ExitCode {
  const { problems } = source.resolved;
  const key = formatKeyPath(path);
  const own = problems.filter((problem) => problem.key === key);
  for (const problem of withSnippets(own, source.documents, source.redactor)) {
    err(`${formatProblem(problem)}\n`);
  }
  const others = problems.filter(
    (problem) =>
      problem.severity === 'error' && problem.code !== 'unset-variable' && !own.includes(problem),
  );
  if (others.length > 0) err(`lockstep: other keys have mistakes:\n`);
  for (const other of others.slice(0, MAX_OTHERS)) err(`${inOneLine(other)}\n`);
  if (others.length > MAX_OTHERS) err(`and ${others.length - MAX_OTHERS} more\n`);
  return hasErrors(own) ? FAILED : OK;
}

function inOneLine({ code, severity, message, file, span }: Problem): string {
  return formatProblem({ code, severity, message, file, span });
}
