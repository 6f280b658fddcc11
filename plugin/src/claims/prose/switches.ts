import { cueOf, isUnsure } from './cues.ts';
import type { Clause, Statement } from './statements.ts';
import type { Basis } from './truth.ts';

/** Words that say on or off, each with its opposite. */
export const OPPOSITES: ReadonlyMap<string, string> = new Map(
  [
    ['enabled', 'disabled'],
    ['active', 'inactive'],
    ['turned on', 'turned off'],
    ['switched on', 'switched off'],
    ['on', 'off'],
    ['true', 'false'],
  ].flatMap(([on = '', off = '']): [string, string][] => [
    [on, off],
    [off, on],
  ]),
);

const ON: ReadonlySet<string> = new Set([
  'enabled',
  'active',
  'turned on',
  'switched on',
  'on',
  'true',
]);
const SWITCH =
  /\b(?:enabled|disabled|active|inactive|(?:turned|switched) (?:on|off)|on|off|true|false)\b/gi;
const ENDS = /^[\s"')]*(?:[.,;:)(–—]|\band\b|$)/;
const BY_DEFAULT = /^["')]?,?\s*\(?(?:by )?default\b/i;
/** What a noun phrase that ends a definition must not have: "all features that are enabled". */
const ABOUT_OTHERS =
  /\b(?:that|who|all|any|only|list|number|names?|keep|get|be|being|is|are|have|has|to)\b/i;

/** "is enabled", "off by default", "… protection enabled". */
export function switchStatements(clause: Clause): readonly Statement[] {
  const sentence = clause.text.slice(clause.start, clause.end);
  return [...sentence.matchAll(SWITCH)].flatMap((match) => {
    const word = match[0].toLowerCase();
    const [start, end] = [match.index, match.index + match[0].length];
    const before = sentence.slice(0, start);
    const after = sentence.slice(end);
    const basis = basisOf({ before, after }, clause.isDefinition && word.endsWith('abled'));
    if (!basis) return [];
    return [
      {
        start: start + clause.start,
        end: end + clause.start,
        basis,
        isTwin: false,
        isAttached: false,
        needsType: false,
        stated: { kind: 'switch', on: ON.has(word) },
      },
    ];
  });
}

function basisOf(
  around: { readonly before: string; readonly after: string },
  mayEnd: boolean,
): Basis | undefined {
  const cue = cueOf(around);
  const isClosed = ENDS.test(around.after);
  if (cue === 'default') return isClosed || BY_DEFAULT.test(around.after) ? 'default' : undefined;
  if (!isClosed) return undefined;
  if (cue === 'is') return 'effective';
  const endsSentence = mayEnd && /^[\s.]*$/.test(around.after);
  const isOwn = endsSentence && !isUnsure(around) && !ABOUT_OTHERS.test(around.before);
  return isOwn ? 'effective' : undefined;
}
