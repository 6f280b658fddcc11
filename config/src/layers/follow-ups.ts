import type { ConfigDocument } from '../document/document.ts';
import { formatKeyPath, parseKeyPath, type KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import { isBelowAny } from './unknown-keys.ts';

/** Errors of a document that leave no doubt about what its lines say. */
const CLEAR: ReadonlySet<string> = new Set(['duplicate-key', 'reserved-key']);

/** Errors of a section header: the keys below it may belong anywhere. */
const OF_HEADERS: ReadonlySet<string> = new Set([
  'unclosed-header',
  'empty-header',
  'oversized-header',
  'text-after-header',
]);

/** What of a document cannot be relied on. Lines count from 1. */
class Breakage {
  /** Lines with an error on them. */
  readonly #lines = new Set<number>();
  /** Lines that start a block below a broken header. */
  readonly #below = new Set<number>();
  /** Formatted paths of the sections that broken lines stand in. */
  readonly sections = new Set<string>();
  /** Whether any key may be on a broken line. */
  isAnywhere = false;

  constructor(document: ConfigDocument) {
    const headers = new Set<number>();
    for (const { code, severity, span } of document.problems) {
      if (severity !== 'error' || CLEAR.has(code)) continue;
      if (!span || document.format === 'yaml' || OF_HEADERS.has(code)) this.isAnywhere = true;
      if (!span) continue;
      for (let line = span.start.line; line <= span.end.line; line++) this.#lines.add(line);
      if (OF_HEADERS.has(code)) headers.add(span.start.line);
    }
    if (this.#lines.size > 0) this.#readBlocks(document, headers);
  }

  /** Whether a problem is about a line that is broken, or a name that is unknown only because its header is. */
  explains({ code, span }: Problem): boolean {
    if (!span) return false;
    for (let line = span.start.line; line <= span.end.line; line++) {
      if (this.#lines.has(line)) return true;
    }
    return code === 'unknown-key' && this.#below.has(span.start.line);
  }

  #readBlocks({ blocks }: ConfigDocument, brokenHeaders: ReadonlySet<number>): void {
    let isBelow = false;
    for (const { kind, section, span } of blocks) {
      const { line } = span.start;
      if (kind === 'header') isBelow = false;
      if (brokenHeaders.has(line)) isBelow = true;
      else if (isBelow) this.#below.add(line);
      if (this.#lines.has(line)) this.sections.add(formatKeyPath(section));
    }
  }
}

/**
 * Leaves out what only follows from another problem, so that there is one for each mistake: what is said about a value
 * on a line that could not be read, about names below a broken header, and about a required key that is there under a
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
  const broken = new Map(documents.map((document) => [document.file, new Breakage(document)]));
  const known = new Set(meant);
  const mayHold = (key: string): boolean =>
    isBelowAny(pathOf(key), known) || mayBeOnBrokenLine(key, broken);
  return problems.filter((problem) =>
    problem.code === 'missing-required'
      ? !mayHold(problem.key ?? '')
      : !broken.get(problem.file)?.explains(problem),
  );
}

function mayBeOnBrokenLine(key: string, broken: ReadonlyMap<string, Breakage>): boolean {
  const section = formatKeyPath(pathOf(key).slice(0, -1));
  return [...broken.values()].some(
    ({ isAnywhere, sections }) => isAnywhere || sections.has(section),
  );
}

function pathOf(key: string): KeyPath {
  return parseKeyPath(key) ?? [key];
}
