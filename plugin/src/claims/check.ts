import { resolve } from 'node:path';
import { readConfigText } from '@lockstep/config';
import type { Environment, Redactor } from '@lockstep/config';
import { isGenerated } from '../reference/banner.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { checkSources } from './check-sources.ts';
import type { CheckedSources } from './check-sources.ts';
import { createPageChecker } from './check-page.ts';
import type { PageChecker } from './check-page.ts';
import { coverKeys, findUndocumented } from './config/coverage.ts';
import type { CoverageInput } from './config/coverage.ts';
import type { Claim, Finding } from './finding.ts';
import type { PageFile } from './find-pages.ts';
import type { CheckPlan } from './plan.ts';
import {
  presentPageFindings,
  presentPlainFindings,
  presentSourceFindings,
} from './report/present.ts';
import type { CheckReport, ReportedFinding, SuppressedFinding } from './report/check-report.ts';
import { applySuppressions } from './suppress.ts';
import { checkTranslation } from './translations/check-translation.ts';

/** What one page brought. */
interface PageResult {
  readonly claims: readonly Claim[];
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** Findings of a page that depend on other pages. */
type MoreFindings = (claims: readonly Claim[]) => readonly Finding[];

/**
 * Compares the pages of a project with its configuration, and the configuration's own comments with its values.
 *
 * @param plan made by `planCheck`
 * @throws {OptionsError} with everything that is wrong with the options
 */
export function checkProject(
  options: LockstepOptions,
  plan: CheckPlan,
  env: Environment,
): CheckReport {
  return new ProjectCheck(options, plan, checkSources(options, env)).run();
}

class ProjectCheck {
  readonly #options: LockstepOptions;
  readonly #plan: CheckPlan;
  readonly #sources: CheckedSources;
  readonly #redactors: readonly Redactor[];
  readonly #check: PageChecker;
  /** By path: an original is read once, however many translations it has. */
  readonly #results = new Map<string, PageResult>();
  readonly #read: string[] = [];

  constructor(options: LockstepOptions, plan: CheckPlan, sources: CheckedSources) {
    this.#options = options;
    this.#plan = plan;
    this.#sources = sources;
    this.#redactors = sources.usable.map(({ redactor }) => redactor);
    this.#check = createPageChecker(sources.all, sources.usable, options);
  }

  run(): CheckReport {
    const { pages, translations, isWhole, root, reports } = this.#plan;
    const { claims: comments, findings: ofSources } = this.#sources;
    const originals = pages
      .filter(({ path }) => reports(path))
      .map((page) => this.#pageResult(page));
    const translated = translations.flatMap((each) =>
      each.pages
        .filter(({ path }) => reports(path))
        .map((page) => this.#translationResult(page, each.locale.name)),
    );
    const coverage = isWhole ? this.#coverage(originals) : undefined;
    const results = [...originals, ...translated];
    const findings = [
      ...ofSources.filter(({ file }) => reports(resolve(root, file))),
      ...results.flatMap((result) => result.findings),
      ...this.#sources.ofPaths(),
      ...(coverage?.findings ?? []),
    ];
    return {
      findings: findings.toSorted(byPlace),
      suppressed: results.flatMap(({ suppressed }) => suppressed),
      accepted: [],
      claims: [...comments, ...results.flatMap(({ claims }) => claims)],
      coverage: coverage?.keys ?? [],
      pages: this.#read,
      redactors: this.#redactors,
    };
  }

  #pageResult(file: PageFile): PageResult {
    const known = this.#results.get(file.path);
    if (known) return known;
    const result = this.#checkPage(file, () => []);
    this.#results.set(file.path, result);
    return result;
  }

  #translationResult(file: PageFile, locale: string): PageResult {
    const original = this.#plan.pages.find(({ within }) => within === file.within);
    if (!original) return this.#checkPage(file, () => [], locale);
    const { claims } = this.#pageResult(original);
    const compare: MoreFindings = (own) =>
      checkTranslation({ name: original.name, claims }, { name: file.name, claims: own });
    return this.#checkPage(file, compare, locale);
  }

  #checkPage({ path, name }: PageFile, more: MoreFindings, locale?: string): PageResult {
    const { text, problems } = readConfigText(path, name);
    const unread = presentPlainFindings(problems);
    if (unread.length > 0) return { claims: [], findings: unread, suppressed: [] };
    // What was written from the configuration cannot contradict it; `lockstep reference --check` watches it.
    if (isGenerated(text)) return { claims: [], findings: [], suppressed: [] };
    if (this.#plan.reports(path)) this.#read.push(name);
    const { page, claims, findings } = this.#check(text, name, locale);
    const all = presentPageFindings([...findings, ...more(claims)], text, this.#redactors);
    const { mistakes, suppressed, ...kept } = applySuppressions(page, all);
    const own = presentPageFindings(mistakes, text, this.#redactors);
    return { claims, findings: [...kept.findings, ...own], suppressed };
  }

  #coverage(originals: readonly PageResult[]) {
    const { reference, check, sources } = this.#options;
    const { usable } = this.#sources;
    const input: CoverageInput = {
      sources: usable,
      claims: originals.flatMap(({ claims }) => claims),
      reference: reference && (reference.source ?? Object.keys(sources)[0]),
      allowances: check?.undocumented ?? {},
    };
    const keys = coverKeys(input);
    // Without every source it cannot be told which keys there are.
    const isComplete = usable.length === this.#sources.all.names.length;
    const findings = isComplete ? findUndocumented(keys, input) : [];
    const ofFile = (finding: Finding): readonly ReportedFinding[] => {
      const source = usable.find(({ documents }) =>
        documents.some(({ file }) => file === finding.file),
      );
      return source ? presentSourceFindings([finding], source) : presentPlainFindings([finding]);
    };
    return { keys, findings: findings.flatMap(ofFile) };
  }
}

function byPlace(left: ReportedFinding, right: ReportedFinding): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return (left.span?.start.offset ?? 0) - (right.span?.start.offset ?? 0);
}
