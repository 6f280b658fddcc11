import { LineCounter } from '../document/position.ts';
import type { Problem } from '../document/problem.ts';
import { checkJson } from './json-check.ts';
import { readConfigText } from './read-file.ts';

/** What a JSON file holds. */
export interface JsonFile {
  /** The value; `undefined` when there is any problem. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * Reads a JSON file (RFC 8259), such as a schema. Never throws on a bad file or bad content: it gives problems with
 * positions, in words that quote no value. Keys that reach prototypes (`__proto__`, `constructor`, `prototype`) and
 * keys that stand in an object twice are problems, so that a value without problems is safe to merge.
 *
 * @param path where the file is
 * @param name what the user calls it, for messages
 */
export function readJsonFile(path: string, name: string = path): JsonFile {
  const { text, problems } = readConfigText(path, name);
  if (problems.length > 0) return { value: undefined, problems };
  // A byte order mark may be ignored (RFC 8259 §8.1); a space keeps the offsets.
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const findings = checkJson(json);
  if (findings.length === 0) return { value: JSON.parse(json), problems: [] };
  const lines = new LineCounter(json);
  return {
    value: undefined,
    problems: findings.map(({ code, message, expected, start, end }) => ({
      code,
      severity: 'error',
      message,
      file: name,
      span: lines.span(start, end),
      expected,
    })),
  };
}
