import type { Block, ConfigDocument } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import { formatKeyPath, isReservedPath } from '../document/key-path.ts';
import type { ConfigSchema } from '../schema/config-schema.ts';
import { nodeAt } from '../schema/schema-node.ts';
import type { FileCandidate } from './candidate.ts';
import { headerSpan } from './header-span.ts';
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
  readonly #names: ReadonlySet<string>;

  constructor(document: ConfigDocument, schema: ConfigSchema) {
    const names = new Set<string>();
    const problems: Problem[] = [];
    for (const block of document.blocks) {
      const path = block.section;
      if (block.kind !== 'header' || isBelowAny(path, names)) continue;
      if (!isUnknownSection(path, schema)) continue;
      names.add(formatKeyPath(path));
      problems.push(sectionProblem(block, document, schema));
    }
    this.#names = names;
    this.problems = problems;
  }

  /** Whether a key lies in a section that is reported already. */
  covers(path: KeyPath): boolean {
    return isBelowAny(path, this.#names);
  }
}

/** Whether a path is one of some paths, given formatted, or lies below one. */
export function isBelowAny(path: KeyPath, names: ReadonlySet<string>): boolean {
  return (
    names.size > 0 &&
    path.some((_name, index) => names.has(formatKeyPath(path.slice(0, index + 1))))
  );
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

function sectionProblem(block: Block, document: ConfigDocument, schema: ConfigSchema): Problem {
  const key = formatKeyPath(block.section);
  return {
    code: 'unknown-key',
    severity: 'error',
    message: `Unknown section \`${key}\``,
    file: document.file,
    span: headerSpan(block, document),
    key,
    nearest: schema.nearest(block.section),
  };
}
