import { formatKeyPath, parseKeyPath } from '@lockstep/config';
import type { Environment, KeyPath } from '@lockstep/config';
import { checkProject } from '../claims/check.ts';
import type { Claim } from '../claims/finding.ts';
import { planCheck } from '../claims/plan.ts';
import type { CheckPlan } from '../claims/plan.ts';
import type { FactRow } from '../reference/rows.ts';
import { text } from '../render/inline.ts';
import { OptionsError } from '../sources/errors.ts';
import type { LockstepOptions, Source } from '../sources/source.ts';

/** Places that are listed; there may be hundreds. */
const MAX_PLACES = 20;

/** Where pages are about a key, as rows beside what else is known of it; none where there are no pages. */
export function pageRows(
  path: KeyPath,
  source: Source,
  options: LockstepOptions,
  env: Environment,
): readonly FactRow[] {
  const plan = planOf(options);
  if (!plan) return [];
  const { claims } = checkProject(options, plan, env);
  const own = claims.filter((claim) => claim.source === source.name && isAbout(claim, path));
  if (own.length === 0) return [];
  const lines = own.slice(0, MAX_PLACES).map((claim) => [text(describe(claim))]);
  const more = own.length - lines.length;
  return [{ term: 'Pages', lines: more > 0 ? [...lines, [text(`and ${more} more`)]] : lines }];
}

/** A project need not have pages to have keys. */
function planOf(options: LockstepOptions): CheckPlan | undefined {
  try {
    return planCheck(options);
  } catch (error) {
    if (error instanceof OptionsError) return undefined;
    throw error;
  }
}

/** `*` in either path stands for any name. */
function isAbout({ key }: Claim, path: KeyPath): boolean {
  const claimed = parseKeyPath(key);
  if (claimed?.length !== path.length) return key === formatKeyPath(path);
  return claimed.every((name, index) => [name, path[index]].includes('*') || name === path[index]);
}

function describe({ kind, file, span, holds }: Claim): string {
  const { line, column } = span.start;
  return `${file}:${line}:${column} ${kind}${holds ? '' : ', which is wrong'}`;
}
