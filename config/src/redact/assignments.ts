import { type Cut, shiftCuts } from './cuts.ts';
import { literalParts } from './literal-parts.ts';
import { isHarmlessValue, isSecretName } from './secret-names.ts';

/** A name with a separator behind it; the names are looked at one by one. */
const ASSIGNED =
  /(?<![\w.-])(?<name>[A-Za-z_][\w.-]*)["'`]?[ \t]*(?:\[\])?[ \t]*(?<separator>=|:(?!\/\/))[ \t]*/g;
/** A value in quotes, at the place where it starts. */
const QUOTED = /"[^"\r\n]*"|'[^'\r\n]*'|`[^`\r\n]*`/y;
const REST_OF_LINE = /[^\r\n]*/y;
/** A value among others on one line: `host=db password=x`, `?token=x&page=2`, `Password=x;`. */
const TOKEN = /[^\s&;,"'`}]+/y;
/** How prose goes on after a colon, where nobody writes a password. */
const PROSE =
  /^(?:an?|the|this|that|these|it|its|is|are|at|as|in|on|of|for|from|to|by|with|must|may|can|should|never|only|not|no|see|use|used|set|set by|leave|which|what|when|where|how|if|one|each|every|any|all|both)[ \t,]/i;

/**
 * Values behind secret names in running text: comments, commented-out keys that are not read as such, lines with a
 * mistake. Behind `=` and `:` everything up to the end of the line is hidden (quoted values up to their quote), unless
 * a colon is followed by the start of a sentence. References to the environment are shown.
 */
export function assignmentCuts(text: string): readonly Cut[] {
  return findAssignments(text, REST_OF_LINE);
}

/** The same within one value, which ends at white space and punctuation: a query string, a connection string. */
export function assignmentCutsInValue(text: string): readonly Cut[] {
  return findAssignments(text, TOKEN);
}

function findAssignments(text: string, unquoted: RegExp): readonly Cut[] {
  if (!/[=:]/.test(text)) return [];
  const cuts: Cut[] = [];
  let done = 0;
  for (const match of text.matchAll(ASSIGNED)) {
    if (match.index < done) continue;
    const start = match.index + match[0].length;
    if (!isSecretName(match.groups!['name']!) && !isSecretName(nameOfTwoWords(text, match)))
      continue;
    const value = readAt(QUOTED, text, start) ?? readAt(unquoted, text, start) ?? '';
    if (isHarmlessValue(value) || (match.groups!['separator'] === ':' && PROSE.test(value)))
      continue;
    cuts.push(...shiftCuts(literalParts(value), start));
    done = start + value.length;
  }
  return cuts;
}

/** The name with the word before it: "API key: x". */
function nameOfTwoWords(text: string, match: RegExpExecArray): string {
  const before = /([A-Za-z]{2,20})[ \t]$/.exec(
    text.slice(Math.max(0, match.index - 22), match.index),
  );
  return `${before?.[1] ?? ''} ${match.groups!['name']!}`;
}

function readAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
