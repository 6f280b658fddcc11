import type { Redactor } from '@lockstep/config';
import type { Claim, ClaimKind, Finding } from '../finding.ts';

/** A finding as it may be shown: no secret in any text of it. */
export interface ReportedFinding extends Finding {
  /** What stands at its place, secrets hidden, white space folded. Tells findings apart without line numbers. */
  readonly excerpt: string;
}

/** A finding that a comment on its page overlooks. */
export interface SuppressedFinding {
  readonly finding: ReportedFinding;
  readonly reason: string;
}

/** How the documentation covers one key. */
export interface KeyCoverage {
  /** As reference pages write it, with `NAME` for the name of a table in a map. */
  readonly key: string;
  /** The sources that have the key. */
  readonly sources: readonly string[];
  /**
   * - `documented`: a page says something about it
   * - `reference`: only the generated reference does
   * - `allowed`: no page does, and `check.undocumented` says why
   * - `exempt`: no page does, and none has to: the key is planned or deprecated
   * - `undocumented`: no page does
   */
  readonly state: 'documented' | 'reference' | 'allowed' | 'exempt' | 'undocumented';
  /** Pages that are about it, in the order of their names. */
  readonly pages: readonly string[];
  readonly claims: ClaimCounts;
  /** Why it is `allowed`. */
  readonly reason?: string | undefined;
}

/** How many claims of each kind there are; kinds without any are left out. */
export type ClaimCounts = { readonly [Kind in ClaimKind]?: number };

/** The outcome of a check. */
export interface CheckReport {
  /** By file and place. Files are named relative to the project's root. */
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Findings that the baseline accepts. */
  readonly accepted: readonly ReportedFinding[];
  readonly claims: readonly Claim[];
  /** By key; empty where the check was restricted to some pages. */
  readonly coverage: readonly KeyCoverage[];
  /** Names of the pages that were read. */
  readonly pages: readonly string[];
  /** For whatever else is shown of the files. */
  readonly redactors: readonly Redactor[];
}

/** The claims of each kind. */
export function countClaims(claims: readonly Pick<Claim, 'kind'>[]): ClaimCounts {
  const counts: { [Kind in ClaimKind]?: number } = {};
  for (const { kind } of claims) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
