import { expressionEnd } from './expression.ts';

const SPACE = /\s*/y;
const NAME =
  /[\p{ID_Start}$_][\p{ID_Continue}$-]*(?:\s*[.:]\s*[\p{ID_Start}$_][\p{ID_Continue}$-]*)*/uy;
const EQUALS = /\s*=\s*/y;
const TEXT = /"[^"]*"|'[^']*'/y;
const END = /\/?\s*>/y;

/** A tag of an element of JSX: `<Tab name="x">`, `</Tab>`, `<>`. */
export interface ElementTag {
  readonly end: number;
  /** Attributes with a text, as `[start, end]` of the text with its quotes. */
  readonly texts: readonly (readonly [start: number, end: number])[];
}

/** Reads a tag of an element from its `<` on; `undefined` where there is none, or it does not end before `to`. */
export function readElementTag(
  text: string,
  start: number,
  to: number = text.length,
): ElementTag | undefined {
  const texts: [number, number][] = [];
  const inside = match(SPACE, text, start + 1) ?? start + 1;
  const isClosing = text[inside] === '/';
  const nameStart = isClosing ? match(SPACE, text, inside + 1)! : inside;
  let offset = match(NAME, text, nameStart) ?? nameStart;
  const hasName = offset > nameStart;
  while (offset < to) {
    const next = match(SPACE, text, offset)!;
    const end = match(END, text, next);
    if (end !== undefined) return end <= to ? { end, texts } : undefined;
    const isSeparate = next > offset || text[next] === '{' || texts.at(-1)?.[1] === next;
    const after = hasName && isSeparate ? readAttribute(text, next, to, texts) : undefined;
    if (after === undefined) return undefined;
    offset = after;
  }
  return undefined;
}

/** Offset after an attribute, whose text goes to `texts`. */
function readAttribute(
  text: string,
  start: number,
  to: number,
  texts: [number, number][],
): number | undefined {
  if (text[start] === '{') return expressionEnd(text, start, to);
  const nameEnd = match(NAME, text, start);
  if (nameEnd === undefined) return undefined;
  const valueStart = match(EQUALS, text, nameEnd);
  if (valueStart === undefined) return nameEnd;
  if (text[valueStart] === '{') return expressionEnd(text, valueStart, to);
  const end = match(TEXT, text, valueStart);
  if (end !== undefined) texts.push([valueStart, end]);
  return end;
}

function match(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
