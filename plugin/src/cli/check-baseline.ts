import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareBaseline, makeBaseline, shrinkBaseline } from '../claims/baseline.ts';
import type { Baseline } from '../claims/baseline.ts';
import { readBaseline, writeBaseline } from '../claims/baseline-file.ts';
import type { CheckPlan } from '../claims/plan.ts';
import type { CheckReport } from '../claims/report/check-report.ts';
import { pathFrom } from '../sources/path-from.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { UsageError } from './console.ts';
import type { Console } from './console.ts';

/** The options of `lockstep check` that are about its baseline. */
export interface BaselineFlags {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly writeBaseline?: boolean;
}

/** A baseline's file: absolute, and as it is shown. */
interface BaselineFile {
  readonly path: string;
  readonly name: string;
}

/** Takes out of a report what the baseline accepts, and writes the baseline where that is asked for. */
export function useBaseline(
  report: CheckReport,
  options: LockstepOptions,
  plan: CheckPlan,
  flags: BaselineFlags,
  console: Console,
): CheckReport {
  const file = fileOf(flags, options, plan, console);
  if (!file) return report;
  const baseline = baselineOf(file, report, flags);
  const { findings, claims } = report;
  const compared = compareBaseline(baseline, file.name, findings, claims, plan.isWhole);
  return { ...report, ...compared };
}

function baselineOf(file: BaselineFile, report: CheckReport, flags: BaselineFlags): Baseline {
  const { findings, claims } = report;
  if (flags.writeBaseline) return written(file, makeBaseline(findings, claims));
  if (!existsSync(file.path))
    throw new UsageError(`There is no baseline ${file.name}; --write-baseline makes it`);
  const baseline = readBaseline(file.path, file.name);
  return flags.updateBaseline
    ? written(file, shrinkBaseline(baseline, findings, claims))
    : baseline;
}

function written({ path }: BaselineFile, baseline: Baseline): Baseline {
  writeBaseline(path, baseline);
  return baseline;
}

/** `--baseline` is relative to where the command runs, `check.baseline` to the project's root. */
function fileOf(
  flags: BaselineFlags,
  { check }: LockstepOptions,
  { root }: CheckPlan,
  { cwd }: Console,
): BaselineFile | undefined {
  if (flags.baseline !== undefined) {
    const path = resolve(cwd, flags.baseline);
    return { path, name: pathFrom(root, path) };
  }
  const name = check?.baseline;
  if (name !== undefined) return { path: resolve(root, name), name };
  if (flags.updateBaseline || flags.writeBaseline)
    throw new UsageError(
      'Which baseline? Give --baseline FILE, or set check.baseline in lockstep.config',
    );
  return undefined;
}
