/** A key path, segment by segment: `['security', 'session', 'idle_timeout']`. */
export type KeyPath = readonly string[];

const PLAIN_SEGMENT = /^[^\s."\\[\]]+$/;
const SEGMENT = /"((?:[^"\\]|\\.)*)"|([^."]+)/y;

/** Names that reach an object's prototype; a path that holds one is refused everywhere. */
const RESERVED_SEGMENTS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Writes a path with dots. A segment with a dot, quote, bracket or space in it is put in double quotes. */
export function formatKeyPath(path: KeyPath): string {
  return path
    .map((segment) => (PLAIN_SEGMENT.test(segment) ? segment : JSON.stringify(segment)))
    .join('.');
}

/** Reads what {@link formatKeyPath} writes; `undefined` when the text is no key path. */
export function parseKeyPath(text: string): KeyPath | undefined {
  const path: string[] = [];
  SEGMENT.lastIndex = 0;
  for (;;) {
    const match = SEGMENT.exec(text);
    if (!match) return undefined;
    path.push(match[1] === undefined ? match[2]! : unquote(match[0]));
    if (SEGMENT.lastIndex === text.length) return path;
    if (text[SEGMENT.lastIndex] !== '.') return undefined;
    SEGMENT.lastIndex++;
  }
}

/** Whether a path names something that plain objects inherit (`__proto__`, `constructor`, `prototype`). */
export function isReservedPath(path: KeyPath): boolean {
  return path.some((segment) => RESERVED_SEGMENTS.has(segment));
}

/** Whether `path` is `prefix` or lies below it. */
export function isWithin(path: KeyPath, prefix: KeyPath): boolean {
  return prefix.length <= path.length && prefix.every((segment, index) => path[index] === segment);
}

/** Whether two paths have the same segments. */
export function isSamePath(one: KeyPath, other: KeyPath): boolean {
  return one.length === other.length && isWithin(one, other);
}

/** Things by the formatted key path that they are about, in the order in which the paths first appear. */
export function groupByPath<T extends { readonly path: KeyPath }>(
  things: Iterable<T>,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = formatKeyPath(thing.path);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}
