import { formatKeyPath, nearestName } from '@lockstep/config';
import type { KeyPath, Problem, Span } from '@lockstep/config';

/** Where options come from, for messages: a file's name or the word `options`, and positions where there are any. */
export interface OptionsOrigin {
  readonly name: string;
  /** Where an option is written, by its path. */
  readonly spanOf?: ((path: KeyPath) => Span | undefined) | undefined;
}

/** Collects what is wrong with options, so that all of it is reported at once. */
export class OptionProblems {
  readonly problems: Problem[] = [];
  readonly #origin: OptionsOrigin;

  constructor(origin: OptionsOrigin) {
    this.#origin = origin;
  }

  /** Adds a problem at an option. */
  add(
    code: 'invalid-option' | 'missing-option' | 'unknown-option',
    path: KeyPath,
    message: string,
    detail: Partial<Pick<Problem, 'expected' | 'received' | 'nearest'>> = {},
  ): void {
    const span = this.#origin.spanOf?.(path);
    const key = formatKeyPath(path);
    this.problems.push({
      code,
      severity: 'error',
      message,
      file: this.#origin.name,
      span,
      key,
      ...detail,
    });
  }
}

/** Looks at one option; says what is wrong with it in `problems`. */
export type Check = (value: unknown, path: KeyPath, problems: OptionProblems) => void;

/** An object with these options and no others. */
export function fields(table: {
  readonly [name: string]: { readonly check: Check; readonly required?: boolean };
}): Check {
  const names = Object.keys(table);
  return (value, path, problems) => {
    if (!isRecord(value)) return reject('an object', value, path, problems);
    for (const name of Object.keys(value)) {
      if (names.includes(name)) continue;
      const at = [...path, name];
      const nearest = nearestName(name, names);
      problems.add('unknown-option', at, `Unknown option \`${formatKeyPath(at)}\``, { nearest });
    }
    for (const [name, { check, required }] of Object.entries(table)) {
      const at = [...path, name];
      if (value[name] !== undefined) check(value[name], at, problems);
      else if (required)
        problems.add('missing-option', at, `Option \`${formatKeyPath(at)}\` is missing`);
    }
  };
}

/** An object with names of the user's choice, at least one. */
export function namedItems(item: Check): Check {
  return (value, path, problems) => {
    if (!isRecord(value) || Object.keys(value).length === 0) {
      return reject('an object with at least one entry', value, path, problems);
    }
    for (const [name, each] of Object.entries(value)) item(each, [...path, name], problems);
  };
}

/** A string that is not empty. */
export const text: Check = (value, path, problems) => {
  if (!isText(value)) reject('a string that is not empty', value, path, problems);
};

/** A string, where something else is possible that was looked for already. */
export function textOr(alternative: string): Check {
  return (value, path, problems) => {
    if (!isText(value)) reject(`a string or ${alternative}`, value, path, problems);
  };
}

/** `true` or `false`. */
export const flag: Check = (value, path, problems) => {
  if (typeof value !== 'boolean') reject('true or false', value, path, problems);
};

/** A list of strings, possibly empty. */
export const texts: Check = (value, path, problems) => {
  if (!isTextList(value)) reject('a list of strings', value, path, problems);
};

/** A string, or a list of at least one string. */
export const textOrTexts: Check = (value, path, problems) => {
  const isFilledList = isTextList(value) && value.length > 0;
  if (!isText(value) && !isFilledList) {
    reject('a string or a list of strings', value, path, problems);
  }
};

/** One of these words. */
export function oneOf(words: readonly string[]): Check {
  return (value, path, problems) => {
    if (!isText(value)) return reject('a string that is not empty', value, path, problems);
    if (words.includes(value)) return;
    problems.add('invalid-option', path, `Option \`${formatKeyPath(path)}\` has an unknown value`, {
      expected: `one of ${words.join(', ')}`,
      received: JSON.stringify(value),
      nearest: nearestName(value, words),
    });
  };
}

/** Whether a value is an object with named members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function reject(expected: string, value: unknown, path: KeyPath, problems: OptionProblems): void {
  const name = path.length === 0 ? 'The options' : `Option \`${formatKeyPath(path)}\``;
  const verb = path.length === 0 ? 'have' : 'has';
  problems.add('invalid-option', path, `${name} ${verb} the wrong type`, {
    expected,
    received: kindOf(value),
  });
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object')
    return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
  return typeof value === 'string' && value.trim() === '' ? 'an empty string' : `a ${typeof value}`;
}
