import type { Block, ConfigDocument } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Span } from '../document/position.ts';
import type { Problem } from '../document/problem.ts';
import { formatKeyPath, isReservedPath, isWithin } from '../document/key-path.ts';
import { LineCounter } from '../document/position.ts';
import type { ConfigSchema } from '../schema/config-schema.ts';
import { nodeAt } from '../schema/schema-node.ts';
import type { FileCandidate } from './candidate.ts';
import { candidateProblem, relativeName } from './layer-problem.ts';

/** A key that no setting and no alias knows. */
export function unknownKeyProblem(candidate: FileCandidate, schema: ConfigSchema): Problem {
  const { path } = candidate;
  const message = `Unknown key \`${formatKeyPath(path)}\``;
  const nearest = relativeName(schema.nearest(path), path);
  const problem = candidateProblem(candidate, { code: 'unknown-key', message, nearest });
  return { ...problem, span: candidate.entries[0]?.keySpan };
}

/** The sections of a document that the schema does not have: one problem for each, not one for each key in it. */
export class UnknownSections {
  readonly problems: readonly Problem[];
  readonly #paths: readonly KeyPath[];

  constructor(document: ConfigDocument, schema: ConfigSchema) {
    const paths: KeyPath[] = [];
    const problems: Problem[] = [];
    const lines = new LineCounter(document.source);
    for (const block of document.blocks) {
      const path = block.section;
      if (block.kind !== 'header' || paths.some((known) => isWithin(path, known))) continue;
      if (!isUnknownSection(path, schema)) continue;
      paths.push(path);
      problems.push(sectionProblem(block, { document, schema, lines }));
    }
    this.#paths = paths;
    this.problems = problems;
  }

  /** Whether a key lies in a section that is reported already. */
  covers(path: KeyPath): boolean {
    return this.#paths.some((section) => isWithin(path, section));
  }
}

interface Context {
  readonly document: ConfigDocument;
  readonly schema: ConfigSchema;
  readonly lines: LineCounter;
}

function isUnknownSection(path: KeyPath, schema: ConfigSchema): boolean {
  if (isReservedPath(path) || schema.isSection(path)) return false;
  if (schema.wasSection(path) || schema.findAlias(path)) return false;
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(schema.root, path.slice(0, length));
    /* Below a setting, keys are reported one by one, as conflicts. */
    if (node) return !node.open && !node.setting;
  }
  return false;
}

function sectionProblem(block: Block, { document, schema, lines }: Context): Problem {
  const key = formatKeyPath(block.section);
  return {
    code: 'unknown-key',
    severity: 'error',
    message: `Unknown section \`${key}\``,
    file: document.file,
    span: headerSpan(block, document, lines),
    key,
    nearest: schema.nearest(block.section),
  };
}

/** A header without its indentation, its comment and its line end. */
function headerSpan(block: Block, document: ConfigDocument, lines: LineCounter): Span {
  const end = block.inlineComment?.start.offset ?? block.span.end.offset;
  const text = document.source.slice(block.span.start.offset, end);
  const start = block.span.start.offset + (text.length - text.trimStart().length);
  return lines.span(start, Math.max(start, block.span.start.offset + text.trimEnd().length));
}
