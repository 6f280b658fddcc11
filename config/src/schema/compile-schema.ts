import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import { hasErrors } from '../document/problem.ts';
import { AliasIndex } from './alias.ts';
import { buildTree } from './build-tree.ts';
import { checkNames } from './check-names.ts';
import type { AliasTarget, ConfigSchema, SectionInfo, Setting } from './config-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { nearestKey } from './nearest-key.ts';
import { dereference } from './references.ts';
import type { SchemaNode } from './schema-node.ts';
import { nodeAt } from './schema-node.ts';
import { isSchema } from './schema-parts.ts';
import { schemaProblem } from './schema-problem.ts';
import { isTable } from './union.ts';
import { upgradeSchema } from './older-drafts.ts';
import { schemaComplaints } from './schema-complaints.ts';

/** How {@link compileSchema} reads a schema. */
export interface CompileOptions {
  /** The schema's file name, for messages. @default 'schema' */
  readonly file?: string | undefined;
  /** Whether the schema was made by a program that writes valid JSON Schema, so that checking it is wasted time. */
  readonly trusted?: boolean | undefined;
}

/**
 * Makes a JSON Schema 2020-12 object schema ready for use; older drafts are read as 2020-12. Local references are
 * followed, nothing is fetched. Mistakes in the schema are in `problems`; this function does not throw.
 */
export function compileSchema(
  original: unknown,
  { file = 'schema', trusted = false }: CompileOptions = {},
): ConfigSchema {
  const json = trusted ? original : upgradeSchema(original);
  const problems: Problem[] = trusted ? [] : metaSchemaProblems(json, file);
  const dereferenced = dereference(isSchema(json) && problems.length === 0 ? json : {}, file);
  problems.push(...dereferenced.problems);
  const { schema } = dereferenced;
  if (!hasErrors(problems) && !isTable(schema)) {
    problems.push(
      schemaProblem('invalid-schema', 'The schema describes no object', file, {
        expected: '`type: object`',
      }),
    );
  }
  const root = buildTree(
    isTable(schema) ? schema : { type: 'object', properties: {} },
    file,
    problems,
  );
  const compiled = new CompiledSchema(isSchema(original) ? original : {}, root, problems);
  problems.push(...checkNames(compiled.settings, root, file));
  return compiled;
}

class CompiledSchema implements ConfigSchema {
  readonly json: JsonSchema;
  readonly root: SchemaNode;
  readonly problems: readonly Problem[];
  readonly settings: readonly Setting[];
  readonly sections: readonly SectionInfo[];
  readonly #aliases: AliasIndex;

  constructor(json: JsonSchema, root: SchemaNode, problems: readonly Problem[]) {
    this.json = json;
    this.root = root;
    this.problems = problems;
    const nodes = flatten(root);
    this.settings = nodes.flatMap((node) => node.setting ?? []);
    this.sections = nodes.filter((node) => !node.setting && node.path.length > 0).map(sectionInfo);
    this.#aliases = new AliasIndex(this.settings);
  }

  get title(): string | undefined {
    return this.root.schema.title;
  }

  get description(): string | undefined {
    return this.root.schema.description;
  }

  find(path: KeyPath): Setting | undefined {
    return nodeAt(this.root, path)?.setting;
  }

  findAlias(path: KeyPath): AliasTarget | undefined {
    return this.#aliases.find(path);
  }

  isSection(path: KeyPath): boolean {
    const node = nodeAt(this.root, path);
    return node !== undefined && !node.setting;
  }

  wasSection(path: KeyPath): boolean {
    return this.#aliases.hasBelow(path);
  }

  nearest(path: KeyPath): string | undefined {
    return nearestKey(this.root, this.settings, path);
  }
}

function flatten(node: SchemaNode): SchemaNode[] {
  const below = [...node.children.values(), ...node.wildcards.map((wildcard) => wildcard.node)];
  return [node, ...below.flatMap(flatten)];
}

function sectionInfo({ path, schema }: SchemaNode): SectionInfo {
  return { path, title: schema.title, description: schema.description };
}

function metaSchemaProblems(json: unknown, file: string): Problem[] {
  if (!isSchema(json)) {
    return [
      schemaProblem('invalid-schema', 'A schema is a JSON object', file, { expected: 'an object' }),
    ];
  }
  return schemaComplaints(json).map(({ place, words, ...details }) =>
    schemaProblem('invalid-schema', `\`${place}\` ${words} (JSON Schema 2020-12)`, file, details),
  );
}
