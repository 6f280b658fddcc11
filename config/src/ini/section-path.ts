import type { KeyPath } from '../document/key-path.ts';
import type { Dialect } from './dialects.ts';
import { isSpace } from './lines.ts';

const SUBSECTION = /^(\S+)\s+"((?:[^"\\]|\\.)*)"$/s;

/** Key path of a section name as it stands between the brackets. Empty parts stay in it, for the caller to refuse. */
export function sectionPath(name: string, sections: Dialect['sections']): KeyPath {
  return SECTION_PATHS[sections](name.trim());
}

const SECTION_PATHS: { readonly [Rule in Dialect['sections']]: (name: string) => KeyPath } = {
  literal: (name) => [name],
  dot: splitAtDots,
  colon: (name) => {
    const colon = name.indexOf(':');
    return colon === -1 ? [name] : [name.slice(0, colon).trim(), name.slice(colon + 1).trim()];
  },
  subsection: (name) => {
    const match = SUBSECTION.exec(name);
    if (match) return [match[1]!.toLowerCase(), match[2]!.replaceAll(/\\(.)/gs, '$1')];
    const folded = name.toLowerCase();
    const dot = folded.indexOf('.');
    return dot === -1 ? [folded] : [folded.slice(0, dot), folded.slice(dot + 1)];
  },
};

/** `a.b`, `a."b.c"`, `a.'b.c'`, `a\.b`: a dot in quotes or after a backslash does not split. */
function splitAtDots(name: string): KeyPath {
  const path: string[] = [];
  let offset = 0;
  do {
    while (isSpace(name.charCodeAt(offset))) offset++;
    const quoted = quotedPart(name, offset);
    const end = quoted?.end ?? endOfPart(name, offset);
    path.push(
      quoted?.text ??
        name
          .slice(offset, end)
          .trim()
          .replaceAll(/\\([.\\;#])/g, '$1'),
    );
    offset = end + 1;
  } while (offset <= name.length);
  return path;
}

/** A part in quotes that is followed by a dot or by the end; `end` is the offset of that. */
function quotedPart(name: string, start: number): { text: string; end: number } | undefined {
  const mark = name.charAt(start);
  if (mark !== '"' && mark !== "'") return undefined;
  const close = name.indexOf(mark, start + 1);
  if (close === -1) return undefined;
  let end = close + 1;
  while (isSpace(name.charCodeAt(end))) end++;
  if (end < name.length && name.charAt(end) !== '.') return undefined;
  return { text: name.slice(start + 1, close), end };
}

function endOfPart(name: string, start: number): number {
  let offset = start;
  while (offset < name.length && name.charAt(offset) !== '.') {
    offset += name.charAt(offset) === '\\' ? 2 : 1;
  }
  return Math.min(offset, name.length);
}
