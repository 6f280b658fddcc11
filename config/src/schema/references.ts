import type { Problem } from '../document/problem.ts';
import { followPointer } from './json-pointer.ts';
import type { JsonSchema } from './json-schema.ts';
import { NAMED_SCHEMAS, ONE_SCHEMA, SEVERAL_SCHEMAS } from './keywords.ts';
import { mergeSchemas } from './merge.ts';
import { emptyTable, isSchema } from './schema-parts.ts';
import { schemaProblem } from './schema-problem.ts';

/** A schema without `$ref` and, where its parts do not contradict each other, without `allOf`. */
export interface Dereferenced {
  readonly schema: JsonSchema;
  readonly problems: readonly Problem[];
}

/** Puts the target of every local reference in its place. References to other files are problems: nothing is fetched. */
export function dereference(root: JsonSchema, file: string): Dereferenced {
  const resolver = new Resolver(root, file);
  return { schema: resolver.resolve(root), problems: resolver.problems };
}

class Resolver {
  readonly problems: Problem[] = [];
  readonly #root: JsonSchema;
  readonly #file: string;
  /** References on the way from the root to here; one that comes again never ends. */
  readonly #open = new Set<string>();
  readonly #done = new Map<string, JsonSchema>();
  #named: ReadonlyMap<string, unknown> | undefined;

  constructor(root: JsonSchema, file: string) {
    this.#root = root;
    this.#file = file;
  }

  resolve(schema: unknown): JsonSchema {
    if (!isSchema(schema)) return {};
    const { $ref, allOf, ...own } = schema;
    let resolved = this.#children(own);
    if (Array.isArray(allOf)) {
      for (const part of allOf) resolved = mergeSchemas(this.resolve(part), resolved);
    }
    return typeof $ref === 'string' ? mergeSchemas(this.#target($ref), resolved) : resolved;
  }

  #children(schema: JsonSchema): JsonSchema {
    const copy: Record<string, unknown> = { ...schema };
    for (const keyword of ONE_SCHEMA) {
      if (isSchema(schema[keyword])) copy[keyword] = this.resolve(schema[keyword]);
    }
    for (const keyword of SEVERAL_SCHEMAS) {
      const parts = schema[keyword];
      if (Array.isArray(parts))
        copy[keyword] = parts.map((part) =>
          typeof part === 'boolean' ? part : this.resolve(part),
        );
    }
    for (const keyword of NAMED_SCHEMAS) {
      const parts = schema[keyword];
      if (isSchema(parts)) copy[keyword] = this.#table(parts);
    }
    return copy;
  }

  #table(parts: JsonSchema): JsonSchema {
    const table = emptyTable<JsonSchema>();
    for (const [name, part] of Object.entries(parts)) {
      // `false` allows no value at all: there is no such key.
      if (part !== false) table[name] = this.resolve(part);
    }
    return table;
  }

  #target(reference: string): JsonSchema {
    const known = this.#done.get(reference);
    if (known) return known;
    if (this.#open.has(reference)) {
      this.#report(
        'recursive-reference',
        `\`${reference}\` leads back to itself: any key is accepted there`,
      );
      return { type: 'object', additionalProperties: true };
    }
    const target = this.#lookUp(reference);
    if (!isSchema(target)) {
      this.#report(
        'unresolved-reference',
        `\`${reference}\` leads to no schema in this file, the only one that is read`,
      );
      return {};
    }
    this.#open.add(reference);
    const resolved = this.resolve(target);
    this.#open.delete(reference);
    this.#done.set(reference, resolved);
    return resolved;
  }

  #report(code: keyof typeof SEVERITIES, message: string): void {
    const severity = SEVERITIES[code];
    this.problems.push(
      schemaProblem(code, `Schema reference ${message}`, this.#file, { severity }),
    );
  }

  /** JSON Pointer fragments (RFC 6901), `$anchor` and `$id`, the last one also with a pointer behind it. */
  #lookUp(reference: string): unknown {
    this.#named ??= collectNames(this.#root);
    const named = this.#named.get(reference);
    if (named !== undefined) return named;
    const [base = '', fragment = ''] = reference.split('#', 2);
    const start = base === '' ? this.#root : this.#named.get(base);
    if (fragment === '') return start;
    return fragment.startsWith('/') ? followPointer(start, decodeFragment(fragment)) : undefined;
  }
}

const SEVERITIES = { 'recursive-reference': 'warning', 'unresolved-reference': 'error' } as const;

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function collectNames(root: unknown): ReadonlyMap<string, unknown> {
  const names = new Map<string, unknown>();
  const pending: unknown[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (Array.isArray(node)) pending.push(...node);
    if (!isSchema(node)) continue;
    if (typeof node['$anchor'] === 'string') names.set(`#${node['$anchor']}`, node);
    if (typeof node['$id'] === 'string') names.set(node['$id'], node);
    pending.push(...Object.values(node));
  }
  return names;
}
