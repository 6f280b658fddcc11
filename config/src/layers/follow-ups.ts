import type { Block, ConfigDocument } from '../document/document.ts';
import { formatKeyPath, isWithin, parseKeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';

/** Errors of a document that leave no doubt about what its lines say. */
const CLEAR: ReadonlySet<string> = new Set(['duplicate-key', 'reserved-key']);

/** Errors of a section header: the keys below it may belong anywhere. */
const OF_HEADERS: ReadonlySet<string> = new Set([
  'unclosed-header',
  'empty-header',
  'oversized-header',
  'text-after-header',
]);

/** Where a document is broken, in lines counted from 1, both ends included. */
interface Breakage {
  readonly first: number;
  readonly last: number;
  /** The last line of what a broken header was to open. */
  readonly lastBelow: number;
  /** The block it is in; `undefined` where it may concern all of the file. */
  readonly block: Block | undefined;
}

/**
 * Leaves out what only follows from another problem, so that there is one for each mistake: what is said about a value
 * on a line that could not be read, about keys below a broken header, and about a required key that is there under a
 * mistyped name or may be on a broken line. The problem it follows from is always an error and stays.
 *
 * @param problems what the layers found
 * @param meant formatted paths of keys and sections that a file most likely means by unknown names
 */
export function withoutFollowUps(
  problems: readonly Problem[],
  documents: readonly ConfigDocument[],
  meant: readonly string[],
): readonly Problem[] {
  const broken = new Map(documents.map((document) => [document.file, breakagesOf(document)]));
  const all = [...broken.values()].flat();
  return problems.filter((problem) => {
    if (problem.code === 'missing-required') return !isExplained(problem, all, meant);
    return !(broken.get(problem.file) ?? []).some((breakage) => isOn(problem, breakage));
  });
}

function breakagesOf(document: ConfigDocument): readonly Breakage[] {
  return document.problems.flatMap(({ code, severity, span }) => {
    if (severity !== 'error' || CLEAR.has(code)) return [];
    if (!span) return [{ first: 0, last: 0, lastBelow: 0, block: undefined }];
    const first = span.start.line;
    const last = Math.max(first, span.end.line);
    const isLocal = document.format === 'ini' && !OF_HEADERS.has(code);
    const lastBelow = OF_HEADERS.has(code) ? lineBeforeHeader(document, first) : last;
    return [{ first, last, lastBelow, block: isLocal ? blockAt(document, first) : undefined }];
  });
}

function lineBeforeHeader({ blocks }: ConfigDocument, line: number): number {
  const next = blocks.find(({ kind, span }) => kind === 'header' && span.start.line > line);
  return next ? next.span.start.line - 1 : Number.MAX_SAFE_INTEGER;
}

function blockAt({ blocks }: ConfigDocument, line: number): Block | undefined {
  return blocks.findLast(({ span }) => span.start.line <= line);
}

function isOn({ code, span }: Problem, { first, last, lastBelow }: Breakage): boolean {
  if (!span) return false;
  const end = code === 'unknown-key' ? lastBelow : last;
  return span.start.line <= end && span.end.line >= first;
}

function isExplained(
  { key = '' }: Problem,
  breakages: readonly Breakage[],
  meant: readonly string[],
): boolean {
  const path = parseKeyPath(key) ?? [key];
  const isMeant = meant.some((name) => isWithin(path, parseKeyPath(name) ?? [name]));
  const section = formatKeyPath(path.slice(0, -1));
  return (
    isMeant || breakages.some(({ block }) => !block || formatKeyPath(block.section) === section)
  );
}
