import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { hasErrors, loadDocument } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import { createSources } from '../../sources/create-sources.ts';
import { SourceError } from '../../sources/errors.ts';

/** A configuration file, and its schema where there is one; paths are relative to the project, with `/`. */
export interface FoundSource {
  readonly name: string;
  readonly path: string;
  readonly schema?: string | undefined;
  /** A schema that lies beside the file and is left out, and why. */
  readonly unfit?: UnfitSchema | undefined;
}

/** A schema that has mistakes, or whose rules the file breaks. */
export interface UnfitSchema {
  readonly path: string;
  readonly problems: readonly Problem[];
}

/** More would be no configuration of one project any more. */
const MAX_SOURCES = 8;
const MAX_DEPTH = 4;
const MAX_ENTRIES = 20_000;
const SKIPPED =
  /^\.|^(?:node_modules|dist|build|out|target|coverage|vendor|venv|site|tests?|fixtures)$/;
const INI = /\.(?:ini|cfg|conf)$/i;
const YAML = /\.ya?ml$/i;
/** YAML files are everywhere; these are likely to be what an application reads. */
const LIKELY_YAML =
  /(?:^|\/)(?:config|conf|settings)\/[^/]+$|(?:^|\/)(?:app|application|config|settings|server)\.ya?ml$/i;
/** Files of tools, whose options no page of a project documents. */
const TOOLS =
  /^(?:mkdocs|docker-compose|compose|lockstep\.config|setup|tox|pytest|mypy|\..*)\.?.*$/i;

/** Finds INI files, and YAML files that look like configuration, with the schemas beside them. */
export function findSources(root: string): readonly FoundSource[] {
  const files = walk(root, '', 0, { left: MAX_ENTRIES });
  const candidates = files.filter(isCandidate).toSorted(byLikelihood);
  const readable = candidates.filter((path) => isReadable(join(root, path)));
  return describeSources(root, readable.slice(0, MAX_SOURCES));
}

/**
 * Files as sources: each with a name of its own and the schema that lies beside it, if the file fits it.
 *
 * @param paths relative to the root
 */
export function describeSources(root: string, paths: readonly string[]): readonly FoundSource[] {
  const names = new Set<string>();
  return paths.map((path) => {
    const name = uniqueName(path, names);
    names.add(name);
    return { name, path, ...schemaOf(root, path) };
  });
}

function walk(
  root: string,
  folder: string,
  depth: number,
  budget: { left: number },
): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  budget.left -= entries.length;
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    const isWalked = entry.isDirectory() && depth < MAX_DEPTH && budget.left > 0;
    return isWalked && !SKIPPED.test(entry.name) ? walk(root, path, depth + 1, budget) : [];
  });
}

function isCandidate(path: string): boolean {
  if (TOOLS.test(basename(path))) return false;
  return INI.test(path) || (YAML.test(path) && LIKELY_YAML.test(path));
}

/** INI before YAML, what lies higher before what lies deeper, then by name. */
function byLikelihood(left: string, right: string): number {
  return rank(left) - rank(right) || left.localeCompare(right, 'en');
}

function rank(path: string): number {
  return path.split('/').length + (INI.test(path) ? 0 : 100);
}

function isReadable(path: string): boolean {
  const { problems, entries } = loadDocument(path);
  return !hasErrors(problems) && entries.length > 0;
}

function uniqueName(path: string, taken: ReadonlySet<string>): string {
  const name = basename(path, extname(path)).replaceAll(/[^\p{L}\p{N}_-]/gu, '-') || 'config';
  if (!taken.has(name)) return name;
  const numbers = Array.from({ length: taken.size + 1 }, (_, index) => `${name}-${index + 2}`);
  return numbers.find((each) => !taken.has(each)) ?? name;
}

/** `app.schema.json`, `app.ini.schema.json` or `schema.json` beside `app.ini`; one that the file breaks is none. */
function schemaOf(root: string, path: string): Pick<FoundSource, 'schema' | 'unfit'> {
  const folder = dirname(path) === '.' ? '' : `${dirname(path)}/`;
  const file = basename(path);
  const stem = basename(file, extname(file));
  const present = new Set(readdirSync(join(root, folder)));
  const names = [`${stem}.schema.json`, `${file}.schema.json`, 'schema.json'];
  const schemas = names.filter((name) => present.has(name)).map((name) => folder + name);
  const unfit: UnfitSchema[] = [];
  for (const schema of schemas) {
    const problems = misfits(root, path, schema);
    if (problems.length === 0) return { schema };
    unfit.push({ path: schema, problems });
  }
  return { unfit: unfit[0] };
}

function misfits(root: string, path: string, schema: string): readonly Problem[] {
  try {
    createSources({ root, sources: { it: { path, schema } } }).get();
    return [];
  } catch (error) {
    if (error instanceof SourceError) return error.problems;
    throw error;
  }
}
