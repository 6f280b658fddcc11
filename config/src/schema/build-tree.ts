import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import { isReservedPath } from '../document/key-path.ts';
import { nearestName } from '../document/nearest.ts';
import { checkAnnotations, checkTableAnnotations, type AnnotationPlace } from './annotations.ts';
import { conditionalKeys } from './conditional-keys.ts';
import type { JsonSchema } from './json-schema.ts';
import { makeSetting } from './make-setting.ts';
import type { SchemaNode, Wildcard } from './schema-node.ts';
import { isSchema, schemaList, schemaTable } from './schema-parts.ts';
import { toRegExp } from './patterns.ts';
import { schemaProblem } from './schema-problem.ts';
import { isTable, isUnionOfTables, simplifyUnion, typesOf } from './union.ts';

/** Rules over several keys, which a reader of single keys does not evaluate. */
const NOT_EVALUATED = [
  'if',
  'dependentSchemas',
  'dependentRequired',
  'not',
  'minProperties',
  'maxProperties',
  'anyOf',
  'oneOf',
  '$dynamicRef',
] as const;

/** Names of a table that stand for "any name". */
const ANY_NAME = '*';

/** Turns a schema without references into a tree of tables and settings; mistakes are added to `problems`. */
export function buildTree(root: JsonSchema, file: string, problems: Problem[]): SchemaNode {
  return new TreeBuilder(file, problems).node([], root, true);
}

class TreeBuilder {
  readonly #file: string;
  readonly #problems: Problem[];

  constructor(file: string, problems: Problem[]) {
    this.#file = file;
    this.#problems = problems;
  }

  node(path: KeyPath, original: JsonSchema, required: boolean): SchemaNode {
    const schema = simplifyUnion(original);
    if (isUnionOfTables(original)) {
      this.#warn(
        'The alternatives of a table are read as one table: which keys go together is not evaluated',
        path,
      );
    }
    if (isListOfTables(schema)) return this.#opaque(path, schema, required);
    return isTable(schema)
      ? this.#table(path, schema, required)
      : this.#leaf(path, schema, required);
  }

  #leaf(path: KeyPath, schema: JsonSchema, required: boolean): SchemaNode {
    const checked = checkAnnotations(this.#withoutTuple(path, schema), this.#place(path));
    const setting = makeSetting({ path, schema: checked, required }, this.#file, this.#problems);
    return {
      path,
      schema: checked,
      required,
      setting,
      children: new Map(),
      wildcards: [],
      open: false,
    };
  }

  #table(path: KeyPath, schema: JsonSchema, required: boolean): SchemaNode {
    this.#checkTable(path, schema);
    const names = new Set(schema.required ?? []);
    const children = new Map<string, SchemaNode>();
    for (const [name, part] of [
      ...Object.entries(schema.properties ?? {}),
      ...conditionalKeys(schema),
    ]) {
      const childPath = [...path, name];
      if (isReservedPath([name])) this.#refuse(childPath);
      else children.set(name, this.node(childPath, part, names.has(name)));
    }
    const wildcards = this.#wildcards(path, schema);
    this.#checkRequired(path, names, children);
    return {
      path,
      schema,
      required: required || schema.default !== undefined,
      children,
      wildcards,
      open: isOpen(schema),
    };
  }

  /** A required key that is nowhere described is most likely mistyped; where any key is accepted, it is required in vain. */
  #checkRequired(
    path: KeyPath,
    names: ReadonlySet<string>,
    children: ReadonlyMap<string, SchemaNode>,
  ): void {
    for (const name of names) {
      if (children.has(name) || isReservedPath([name])) continue;
      const message = `Key \`${name}\` is required, but not described`;
      const nearest = nearestName(name, children.keys());
      const details = { path, severity: 'warning', nearest } as const;
      this.#problems.push(schemaProblem('unsupported-schema', message, this.#file, details));
    }
  }

  #checkTable(path: KeyPath, schema: JsonSchema): void {
    checkTableAnnotations(schema, this.#place(path));
    const parts = [schema, ...schemaList(schema['allOf'])];
    for (const keyword of NOT_EVALUATED) {
      if (parts.some((part) => part[keyword] !== undefined))
        this.#warn(`\`${keyword}\` of a table is not evaluated`, path);
    }
  }

  /** A list whose items differ by position is read as a list of texts. */
  #withoutTuple(path: KeyPath, schema: JsonSchema): JsonSchema {
    if (schema['prefixItems'] === undefined) return schema;
    this.#warn('`prefixItems` of a list is not evaluated', path);
    const { prefixItems: _tuple, items: _rest, ...other } = schema;
    return other;
  }

  #place(path: KeyPath): AnnotationPlace {
    return { path, file: this.#file, problems: this.#problems };
  }

  #wildcards(path: KeyPath, schema: JsonSchema): Wildcard[] {
    const below = [...path, ANY_NAME];
    const wildcards: Wildcard[] = [];
    for (const [source, part] of schemaTable(schema['patternProperties'])) {
      wildcards.push({ pattern: this.#pattern(source, path), node: this.node(below, part, false) });
    }
    const { additionalProperties: others } = schema;
    if (typeof others !== 'object' || isEmpty(others)) return wildcards;
    const names = schema['propertyNames'];
    const source = isSchema(names) ? names['pattern'] : undefined;
    const pattern = typeof source === 'string' ? this.#pattern(source, path) : undefined;
    return [...wildcards, { pattern, node: this.node(below, others, false) }];
  }

  /** A list of tables has no key paths of its own: what is in it is kept as text. */
  #opaque(path: KeyPath, schema: JsonSchema, required: boolean): SchemaNode {
    this.#warn('A list of tables has no types: use a map of named tables', path);
    return { path, schema, required, children: new Map(), wildcards: [], open: true };
  }

  #pattern(source: string, path: KeyPath): RegExp | undefined {
    try {
      return toRegExp(source);
    } catch {
      const message = `\`${source}\` is no regular expression`;
      this.#problems.push(schemaProblem('invalid-schema', message, this.#file, { path }));
      return undefined;
    }
  }

  #warn(message: string, path: KeyPath): void {
    this.#problems.push(
      schemaProblem('unsupported-schema', message, this.#file, { path, severity: 'warning' }),
    );
  }

  #refuse(path: KeyPath): void {
    const message = 'This name cannot be that of a key';
    this.#problems.push(schemaProblem('reserved-key', message, this.#file, { path }));
  }
}

/** `additionalProperties: true` (or `{}`) opens a table, and so does a table that declares nothing at all. */
function isOpen(schema: JsonSchema): boolean {
  const { additionalProperties: others, properties } = schema;
  if (others !== undefined)
    return others === true || (typeof others === 'object' && isEmpty(others));
  return properties === undefined && schema['patternProperties'] === undefined;
}

function isEmpty(schema: object): boolean {
  return Object.keys(schema).length === 0;
}

function isListOfTables(schema: JsonSchema): boolean {
  return (
    typesOf(schema).includes('array') &&
    schema.items !== undefined &&
    isTable(simplifyUnion(schema.items))
  );
}
