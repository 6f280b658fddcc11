import type { Environment } from './resolved.ts';

/** A piece of a value: literal text, or a reference to an environment variable. */
export type Part = string | Reference;

/** `${VAR}`, `${VAR:-default}` or `${VAR:?message}`. */
interface Reference {
  readonly variable: string;
  /** What stands in when the variable is unset or empty; may hold references itself. */
  readonly fallback?: readonly Part[] | undefined;
  /** What to say when the variable is unset or empty. */
  readonly message?: string | undefined;
}

/** A text that holds `${` but no valid reference. */
export interface MalformedReference {
  readonly malformed: string;
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const DEEPEST = 20;

/** Splits a value at its references. `$${` is a literal `${`; any other `$` stands for itself. */
export function parseReferences(text: string): readonly Part[] | MalformedReference {
  if (!text.includes('${')) return text === '' ? [] : [text];
  try {
    return new ReferenceParser(text).parts(0);
  } catch (error) {
    if (error instanceof MalformedError) return { malformed: error.message };
    throw error;
  }
}

/** Whether a text depends on the environment. */
export function hasReferences(text: string): boolean {
  const parts = parseReferences(text);
  return 'malformed' in parts || parts.some((part) => typeof part !== 'string');
}

/** Writes parts back, with every literal run replaced by what `literal` makes of it. */
export function writeParts(parts: readonly Part[], literal: (text: string) => string): string {
  return parts
    .map((part) => (typeof part === 'string' ? literal(part) : writeReference(part, literal)))
    .join('');
}

/** Why a value could not be expanded. */
interface ExpansionFailure {
  readonly code: 'unset-variable' | 'cyclic-reference' | 'malformed-reference';
  readonly message: string;
}

/** A text with its references filled in. */
export interface Expansion {
  readonly text: string;
  /** The variables that were read, in order, each once. */
  readonly variables: readonly string[];
  readonly failures: readonly ExpansionFailure[];
}

/**
 * Fills in references from the environment. What a variable holds is taken as it is: a `${` in it is plain text, so a
 * password may contain one. Variables that refer to each other in a circle were meant otherwise, and are reported.
 */
export function expand(text: string, env: Environment): Expansion {
  const parts = parseReferences(text);
  if ('malformed' in parts) {
    return {
      text,
      variables: [],
      failures: [{ code: 'malformed-reference', message: parts.malformed }],
    };
  }
  const variables = new Set<string>();
  const failures: ExpansionFailure[] = [];
  const fill = (part: Part): string => {
    if (typeof part === 'string') return part;
    variables.add(part.variable);
    const value = variableValue(env, part.variable);
    if (value !== undefined) {
      const cycle = findCycle(part.variable, env);
      if (cycle) failures.push(cyclic(cycle));
      return value;
    }
    if (part.fallback) return part.fallback.map(fill).join('');
    failures.push({ code: 'unset-variable', message: unsetMessage(part) });
    return '';
  };
  return { text: parts.map(fill).join(''), variables: [...variables], failures };
}

/** The value of a variable; an empty one counts as unset. */
export function variableValue(env: Environment, name: string): string | undefined {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return value === '' ? undefined : value;
}

class MalformedError extends Error {}

class ReferenceParser {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads up to the end, or inside a default up to its closing brace. */
  parts(depth: number): Part[] {
    const parts: Part[] = [];
    let literal = '';
    while (this.#offset < this.#text.length) {
      if (depth > 0 && this.#text[this.#offset] === '}') break;
      if (this.#skip('$${')) literal += '${';
      else if (this.#skip('${')) {
        if (literal !== '') parts.push(literal);
        literal = '';
        parts.push(this.#reference(depth + 1));
      } else literal += this.#text[this.#offset++];
    }
    if (literal !== '') parts.push(literal);
    return parts;
  }

  #reference(depth: number): Reference {
    if (depth > DEEPEST)
      throw new MalformedError(`References are nested more than ${DEEPEST} deep`);
    NAME.lastIndex = this.#offset;
    const variable = NAME.exec(this.#text)?.[0];
    if (variable === undefined)
      throw new MalformedError('A reference needs the name of a variable: `${NAME}`');
    this.#offset += variable.length;
    const reference = this.#operand(variable, depth);
    if (this.#skip('}')) return reference;
    throw new MalformedError(
      `Reference to \`${variable}\` must be \`\${${variable}}\`, \`\${${variable}:-default}\` or \`\${${variable}:?message}\``,
    );
  }

  #operand(variable: string, depth: number): Reference {
    if (this.#skip(':-')) return { variable, fallback: this.parts(depth) };
    if (!this.#skip(':?')) return { variable };
    const end = this.#text.indexOf('}', this.#offset);
    const message = this.#text.slice(this.#offset, end < 0 ? undefined : end);
    this.#offset += message.length;
    return { variable, message };
  }

  #skip(token: string): boolean {
    if (!this.#text.startsWith(token, this.#offset)) return false;
    this.#offset += token.length;
    return true;
  }
}

function writeReference(
  { variable, fallback, message }: Reference,
  literal: (text: string) => string,
): string {
  if (fallback) return `\${${variable}:-${writeParts(fallback, literal)}}`;
  return message === undefined ? `\${${variable}}` : `\${${variable}:?${message}}`;
}

function unsetMessage({ variable, message }: Reference): string {
  const base = `Environment variable \`${variable}\` is not set`;
  return message ? `${base}: ${message}` : base;
}

function cyclic(cycle: readonly string[]): ExpansionFailure {
  const chain = cycle.map((name) => `\`${name}\``).join(' -> ');
  return {
    code: 'cyclic-reference',
    message: `Environment variables refer to each other in a circle: ${chain}`,
  };
}

/** The way from a variable back to itself through the references in the variables' values. */
function findCycle(start: string, env: Environment): readonly string[] | undefined {
  const seen = new Set<string>();
  const pending: (readonly string[])[] = [[start]];
  for (let way = pending.pop(); way; way = pending.pop()) {
    for (const name of variablesIn(variableValue(env, way.at(-1)!) ?? '')) {
      if (name === start) return [...way, name];
      if (!seen.has(name)) pending.push([...way, name]);
      seen.add(name);
    }
  }
  return undefined;
}

function variablesIn(text: string): readonly string[] {
  const parts = parseReferences(text);
  const collect = (part: Part): readonly string[] =>
    typeof part === 'string' ? [] : [part.variable, ...(part.fallback ?? []).flatMap(collect)];
  return 'malformed' in parts ? [] : parts.flatMap(collect);
}
