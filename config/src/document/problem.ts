import type { Span } from './position.ts';

/** How bad a problem is: an error stops a server or a build, a warning is shown. */
export type Severity = 'error' | 'warning';

/**
 * Something wrong with a file, a value or a schema. Problems are values: reading never throws on bad content, it
 * collects. No field ever holds a secret: whoever makes a problem leaves the received text out where it may be one.
 */
export interface Problem {
  /** Stable kebab-case code, such as `unknown-key`; each has a page in the documentation. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence without a final full stop. */
  readonly message: string;
  /** The file's name as the user gave it, or a layer such as `environment`. */
  readonly file: string;
  readonly span?: Span | undefined;
  /** The key path the problem is about, where there is one. */
  readonly key?: string | undefined;
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  /** The nearest valid name, when a name was unknown. */
  readonly nearest?: string | undefined;
  /** The source line with a caret below, redacted; see `redact/snippet.ts`. */
  readonly snippet?: string | undefined;
}

/** Thrown by functions that cannot go on with problems of severity `error`; holds all of them, warnings too. */
export class ConfigError extends Error {
  readonly code = 'ERR_CONFIG_INVALID';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Whether any problem is an error. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** Compares problems of one file: from top to bottom, and behind these what is about the whole file. */
export function bySourceOrder(one: Problem, other: Problem): number {
  return offsetOf(one) - offsetOf(other);
}

function offsetOf({ span }: Problem): number {
  return span?.start.offset ?? Number.MAX_SAFE_INTEGER;
}

/**
 * A problem as people read it:
 *
 * ```text
 * app.ini:12:1: error: Unknown key `idle_timout` [unknown-key]
 *   12 | idle_timout = 30m
 *      | ^^^^^^^^^^^
 *   did you mean `idle_timeout`?
 * ```
 */
export function formatProblem(problem: Problem): string {
  const { span } = problem;
  const place = span ? `${problem.file}:${span.start.line}:${span.start.column}` : problem.file;
  const lines = [`${place}: ${problem.severity}: ${problem.message} [${problem.code}]`];
  if (problem.snippet) lines.push(problem.snippet);
  if (problem.expected) lines.push(`  expected ${problem.expected}`);
  if (problem.received) lines.push(`  received ${problem.received}`);
  if (problem.nearest) lines.push(`  did you mean \`${problem.nearest}\`?`);
  return lines.join('\n');
}
