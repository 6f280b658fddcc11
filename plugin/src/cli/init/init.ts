import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatProblem } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import { amount } from '../../claims/report/summary.ts';
import { pathFrom } from '../../sources/path-from.ts';
import type { LockstepOptions } from '../../sources/source.ts';
import { FAILED, OK, safeLines, UsageError } from '../console.ts';
import type { Console, ExitCode } from '../console.ts';
import { describeSources, findSources } from './find-sources.ts';
import type { UnfitSchema } from './find-sources.ts';
import { findMdxHazards } from './mdx-hazards.ts';
import { readMkDocs } from './mkdocs-file.ts';
import type { MkDocsProject } from './mkdocs-file.ts';
import { findHost, mayBeMdx } from './next-steps.ts';
import { attributeValues, checkPages, readPages } from './read-pages.ts';
import type { SitePage } from './read-pages.ts';
import { settingsText } from './settings-text.ts';
import type { Settings } from './settings-text.ts';

/** The options of `lockstep init`. */
export interface InitFlags {
  /** A `mkdocs.yml`. */
  readonly from?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

const FILE = 'lockstep.config.yaml';
const OTHER_FILES = ['lockstep.config.json', 'lockstep.config.mjs'];
/** So many places are listed; who wants all of them runs the check. */
const MAX_LISTED = 20;

/**
 * `lockstep init`: writes `lockstep.config.yaml` for the project in the working directory, from a `mkdocs.yml` or from
 * what is found there, and tells what comes next. Either the file is written, or everything that is wrong is reported
 * and nothing is. Pages that will need a hand are listed; they keep nobody from starting.
 */
export function init(flags: InitFlags, console: Console): ExitCode {
  const { cwd } = console;
  checkTarget(cwd, flags);
  const plan = flags.from === undefined ? planFromFiles(cwd) : planFromMkDocs(flags.from, cwd);
  report(plan.problems, console);
  if (!plan.settings) return FAILED;
  const text = settingsText(plan.settings);
  if (flags.dryRun) {
    console.out(text);
    return OK;
  }
  writeFileSync(join(cwd, FILE), text, { flag: flags.force ? 'w' : 'wx' });
  console.out(`wrote ${FILE}\n`);
  tellNext(plan, console);
  return OK;
}

/** What is to be written, and what is wrong; with errors there are no settings. */
interface Plan {
  readonly settings: Settings | undefined;
  readonly problems: readonly Problem[];
  readonly pages: readonly SitePage[];
}

function checkTarget(cwd: string, { force = false, dryRun = false }: InitFlags): void {
  const other = OTHER_FILES.find((name) => existsSync(join(cwd, name)));
  if (other !== undefined)
    throw new UsageError(`${other} is there already, and there can be one only; remove it first`);
  if (!force && !dryRun && existsSync(join(cwd, FILE)))
    throw new UsageError(
      `${FILE} is there already; --force replaces it, --dry-run prints the new one`,
    );
}

function planFromFiles(cwd: string): Plan {
  const sources = findSources(cwd);
  const docs = ['docs', 'doc', 'documentation', 'content'].find((name) =>
    isDirectory(join(cwd, name)),
  );
  const pages = docs === undefined ? [] : readPages(join(cwd, docs), cwd);
  if (sources.length === 0) return { settings: undefined, problems: [nothingFound('.')], pages };
  const settings = {
    sources,
    roots: [],
    docs: docs ?? 'docs',
    admonitions: false,
    from: undefined,
  };
  return { settings, problems: [], pages };
}

function planFromMkDocs(from: string, cwd: string): Plan {
  const { project, problems } = readMkDocs(resolve(cwd, from), from);
  if (!project) return { settings: undefined, problems, pages: [] };
  const pages = readPages(project.docsDir, cwd);
  const files = attributeValues(pages, 'file', syntaxOf(project));
  const paths = sourcePaths(project, files, cwd);
  if (paths.length === 0) {
    const place = pathFrom(cwd, project.basePath);
    return { settings: undefined, problems: [...problems, nothingFound(place)], pages };
  }
  const settings: Settings = {
    sources: describeSources(cwd, paths),
    roots: files.length > 0 ? [pathFrom(cwd, project.basePath)] : [],
    docs: pathFrom(cwd, project.docsDir),
    admonitions: project.hasAdmonitions,
    from,
  };
  return { settings, problems, pages };
}

/** The default file, or else the first that a tag names, or else what lies where tags would look. */
function sourcePaths(
  { configFile, basePath }: MkDocsProject,
  named: readonly string[],
  cwd: string,
): readonly string[] {
  if (configFile !== undefined) return [pathFrom(cwd, configFile)];
  const present = named.map((file) => resolve(basePath, file)).filter((path) => isFile(path));
  if (present.length > 0) return present.slice(0, 1).map((path) => pathFrom(cwd, path));
  return findSources(basePath)
    .slice(0, 1)
    .map(({ path }) => pathFrom(cwd, join(basePath, path)));
}

function syntaxOf({ hasAdmonitions }: MkDocsProject): Pick<LockstepOptions, 'admonitions'> {
  return hasAdmonitions ? { admonitions: 'mkdocs' } : {};
}

function nothingFound(place: string): Problem {
  return {
    code: 'unknown-file',
    severity: 'error',
    message: 'No configuration file is found',
    file: place,
    expected: 'an .ini file, or a .yaml file in config/ or with such a name',
  };
}

/** What a reader has to do now, and what they will stumble over. */
function tellNext({ settings, pages }: Plan, console: Console): void {
  if (!settings) return;
  const { out, cwd } = console;
  const host = findHost(cwd);
  for (const { name, path } of settings.sources)
    out(`  source ${safeLines(name)}: ${safeLines(path)}\n`);
  for (const { path, unfit } of settings.sources) tellUnfit(path, unfit, console);
  tellPages(settings, pages, console);
  if (mayBeMdx(host)) tellHazards(settings, pages, console);
  const isMkDocs = settings.from === undefined && existsSync(join(cwd, 'mkdocs.yml'));
  if (isMkDocs)
    out('\nmkdocs.yml is there: `lockstep init --force --from mkdocs.yml` takes it over\n');
  if (host) out(`\nNext, in ${host.name}: ${host.steps}\n`);
  else out('\nNext: lockstep render PAGE prints a page with its tags expanded\n');
  out('\nlockstep check finds what the pages say otherwise than the files\n');
}

function tellUnfit(path: string, unfit: UnfitSchema | undefined, console: Console): void {
  if (!unfit) return;
  const schema = safeLines(unfit.path);
  console.err(`\n${schema} is left out, since ${safeLines(path)} does not fit it:\n`);
  report(unfit.problems, console);
}

function tellPages(settings: Settings, pages: readonly SitePage[], console: Console): void {
  const { problems, tags } = checkPages(pages, optionsOf(settings, console.cwd));
  const found = `${amount(pages.length, 'page')} in ${safeLines(settings.docs)}`;
  console.out(`  ${found}, ${amount(tags, 'tag')} in them\n`);
  if (problems.length === 0) return;
  console.err('\nThese tags need a hand:\n');
  report(problems, console);
}

function tellHazards(settings: Settings, pages: readonly SitePage[], console: Console): void {
  const options = optionsOf(settings, console.cwd);
  const hazards = pages.flatMap((page) => findMdxHazards(page, options));
  if (hazards.length === 0) return;
  console.err(
    '\nDocusaurus reads .md as MDX, to which this is no text. Set `format: md` in the front matter of the page, or\n' +
      "`markdown: { format: 'detect' }` in docusaurus.config:\n",
  );
  report(hazards, console);
}

function optionsOf({ sources, roots, admonitions }: Settings, root: string): LockstepOptions {
  const plans = sources.map(({ name, ...source }) => [
    name,
    { path: source.path, ...(source.schema !== undefined && { schema: source.schema }) },
  ]);
  return {
    root,
    sources: Object.fromEntries(plans),
    roots,
    ...(admonitions && { admonitions: 'mkdocs' }),
  };
}

function report(problems: readonly Problem[], { err }: Console): void {
  for (const problem of problems.slice(0, MAX_LISTED))
    err(`${safeLines(formatProblem(problem))}\n`);
  if (problems.length > MAX_LISTED) err(`and ${problems.length - MAX_LISTED} more\n`);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
