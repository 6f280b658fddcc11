import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { hasErrors } from '@lockstep/config';
import { checkProject } from '../claims/check.ts';
import { planCheck } from '../claims/plan.ts';
import type { CheckPlan } from '../claims/plan.ts';
import type { CheckReport } from '../claims/report/check-report.ts';
import { coverageTable } from '../claims/report/coverage.ts';
import type { Format } from '../claims/report/format.ts';
import { githubFormat } from '../claims/report/github.ts';
import { jsonFormat } from '../claims/report/json.ts';
import { relocate } from '../claims/report/relocate.ts';
import { sarifFormat } from '../claims/report/sarif.ts';
import { summaryLine } from '../claims/report/summary.ts';
import { textFormat } from '../claims/report/text.ts';
import { pathFrom } from '../sources/path-from.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { useBaseline } from './check-baseline.ts';
import type { BaselineFlags } from './check-baseline.ts';
import { diffOfFixes, fixProject } from './check-fix.ts';
import { FAILED, OK, safeLines, UsageError } from './console.ts';
import type { Console, ExitCode } from './console.ts';
import { projectOf } from './project-options.ts';
import type { ProjectFlags } from './project-options.ts';

/** The options of `lockstep check`. */
export interface CheckFlags extends ProjectFlags, BaselineFlags {
  readonly format: string;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly coverage?: boolean;
}

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['text', textFormat],
  ['json', jsonFormat],
  ['sarif', sarifFormat],
  ['github', githubFormat],
]);

/** The names of the formats, for the command's help. */
export const FORMAT_NAMES: readonly string[] = [...FORMATS.keys()];

/**
 * `lockstep check [PATH…]`: compares pages with the configuration. Exits with 1 when anything is an error; warnings alone
 * do not fail.
 */
export async function check(
  paths: readonly string[],
  flags: CheckFlags,
  console: Console,
): Promise<ExitCode> {
  checkFlags(paths, flags, console);
  const options = await projectOf(flags, console);
  const plan = planCheck(
    options,
    paths.map((path) => resolve(console.cwd, path)),
  );
  const report = run(options, plan, flags, console);
  if (flags.dryRun) return showDiff(report, plan, console);
  const format = FORMATS.get(flags.format) ?? textFormat;
  const shown = relocate(report, shownPath(plan.root, baseOf(format, console)));
  const { errorPages } = options;
  const isText = format === textFormat;
  if (flags.coverage && isText) console.out(`${safeLines(coverageTable(shown))}\n`);
  console.out(format(shown, { errorPages, coverage: flags.coverage === true }));
  return hasErrors(report.findings) ? FAILED : OK;
}

function run(
  options: LockstepOptions,
  plan: CheckPlan,
  flags: CheckFlags,
  console: Console,
): CheckReport {
  const look = (): CheckReport => {
    const report = checkProject(options, plan, console.env);
    return useBaseline(report, options, plan, flags, console);
  };
  return flags.fix && !flags.dryRun ? fixProject(look, plan, console) : look();
}

/** The diff alone goes to standard output, so that it can be applied. */
function showDiff(report: CheckReport, plan: CheckPlan, console: Console): ExitCode {
  const diff = diffOfFixes(report, plan);
  console.out(diff);
  console.err(`${summaryLine(report)}\n`);
  return diff === '' && !hasErrors(report.findings) ? OK : FAILED;
}

function checkFlags(paths: readonly string[], flags: CheckFlags, { cwd }: Console): void {
  const missing = paths.find((path) => !existsSync(resolve(cwd, path)));
  if (missing !== undefined) throw new UsageError(`There is no ${JSON.stringify(missing)}`);
  const needsAll = ['coverage', 'updateBaseline', 'writeBaseline'] as const;
  const name = needsAll.find((each) => flags[each]);
  if (paths.length > 0 && name !== undefined)
    throw new UsageError(`--${kebab(name)} is about all pages; name none`);
  if (flags.dryRun && flags.format !== 'text')
    throw new UsageError('--dry-run prints a diff, in no other format');
  if (flags.dryRun && !flags.fix) throw new UsageError('--dry-run goes with --fix');
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Services read paths relative to the repository, wherever in it the command runs. */
function baseOf(format: Format, { cwd, env }: Console): string {
  const workspace = env['GITHUB_WORKSPACE'];
  const isForService = format === githubFormat || format === sarifFormat;
  if (!isForService || workspace === undefined) return cwd;
  return relative(workspace, cwd).startsWith('..') ? cwd : workspace;
}

/** Findings name files relative to the project's root, reports relative to a base. */
function shownPath(root: string, base: string): (file: string) => string {
  return root === base ? (file) => file : (file) => pathFrom(base, resolve(root, file));
}
