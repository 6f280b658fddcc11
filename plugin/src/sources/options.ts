import { resolve } from 'node:path';
import { DIALECTS, nearestName } from '@lockstep/config';
import type { DialectName } from '@lockstep/config';
import {
  fields,
  flag,
  isRecord,
  namedItems,
  oneOf,
  OptionProblems,
  text,
  textOr,
  textOrTexts,
  texts,
} from './checks.ts';
import type { Check, OptionsOrigin } from './checks.ts';
import { OptionsError } from './errors.ts';
import type { LockstepOptions, ReferenceOptions, SourceOptions } from './source.ts';

/** The options with every default filled in and every shorthand written out. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly sources: ReadonlyMap<string, SourcePlan>;
  /** Absolute directories from which a tag may name a file by path. */
  readonly roots: readonly string[];
  readonly reference: ReferenceOptions | undefined;
  readonly redact: readonly string[];
}

/** What one source is read from. */
export interface SourcePlan {
  readonly name: string;
  readonly files: readonly PlannedFile[];
  readonly schema: PlannedFile | undefined;
  readonly dialect: DialectName | undefined;
  readonly env: boolean;
}

/** A file to read. */
interface PlannedFile {
  /** As the user wrote it; what messages and pages show. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

const checkSourceObject = fields({
  path: { check: textOrTexts, required: true },
  schema: { check: text },
  dialect: { check: oneOf(Object.keys(DIALECTS)) },
  env: { check: flag },
});

const checkSource: Check = (value, path, problems) => {
  if (isRecord(value)) checkSourceObject(value, path, problems);
  else textOr('an object with a `path`')(value, path, problems);
};

const checkOptions = fields({
  sources: { check: namedItems(checkSource), required: true },
  root: { check: text },
  roots: { check: texts },
  reference: {
    check: fields({
      out: { check: text, required: true },
      source: { check: text },
      evidence: { check: text },
      url: { check: text },
    }),
  },
  redact: { check: texts },
  docs: { check: texts },
  translations: { check: namedItems(text) },
  check: {
    check: fields({ baseline: { check: text }, undocumented: { check: namedItems(text) } }),
  },
  admonitions: { check: oneOf(['mkdocs']) },
  errorPages: { check: text },
});

/**
 * Checks options of unknown shape, such as a parsed `lockstep.config.json`.
 *
 * @throws {OptionsError} with every unknown option (and the nearest name), wrong type and missing option
 */
export function validateOptions(
  value: unknown,
  origin: OptionsOrigin = { name: 'options' },
): LockstepOptions {
  const problems = new OptionProblems(origin);
  if (!isOptions(value, problems)) throw new OptionsError(problems.problems);
  checkReferenceSource(value, problems);
  if (problems.problems.length > 0) throw new OptionsError(problems.problems);
  return value;
}

/** Fills in defaults. @throws {OptionsError} as {@link validateOptions} does */
export function toProject(options: LockstepOptions): Project {
  const { sources, root, roots = [], reference, redact = [] } = validateOptions(options);
  const base = resolve(root ?? '.');
  const plans = Object.entries(sources).map(
    ([name, source]) => [name, toPlan(base, name, source)] as const,
  );
  return {
    root: base,
    sources: new Map(plans),
    roots: roots.map((path) => resolve(base, path)),
    reference,
    redact,
  };
}

function toPlan(root: string, name: string, source: SourceOptions | string): SourcePlan {
  const options: SourceOptions = typeof source === 'string' ? { path: source } : source;
  const { path, schema, dialect, env = false } = options;
  const toFile = (file: string): PlannedFile => ({ name: file, path: resolve(root, file) });
  const files = (typeof path === 'string' ? [path] : path).map(toFile);
  return {
    name,
    files,
    schema: schema === undefined ? undefined : toFile(schema),
    dialect: dialect !== undefined && isDialect(dialect) ? dialect : undefined,
    env,
  };
}

function isDialect(name: string): name is DialectName {
  return Object.hasOwn(DIALECTS, name);
}

function isOptions(value: unknown, problems: OptionProblems): value is LockstepOptions {
  checkOptions(value, [], problems);
  return problems.problems.length === 0;
}

function checkReferenceSource(
  { sources, reference }: LockstepOptions,
  problems: OptionProblems,
): void {
  const name = reference?.source;
  const names = Object.keys(sources);
  if (name === undefined || names.includes(name)) return;
  const nearest = nearestName(name, names);
  problems.add('invalid-option', ['reference', 'source'], `Source \`${name}\` is not configured`, {
    nearest,
  });
}
