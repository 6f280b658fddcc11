import type { Cut } from './cuts.ts';

const NAME = /[A-Za-z_]\w*/y;
/** What a reference may hold at most, in characters; a longer one counts as literal. Keeps the scan linear. */
const MAX_REFERENCE = 4096;

/**
 * The parts of a secret value that are written out: everything that is no reference to the environment. `${VAR}` and
 * `${VAR:?message}` are shown, and of `${VAR:-default}` the default is looked at in the same way. What is no well-formed
 * reference is literal, `$${` (an escaped one) included. White space alone hides nothing.
 */
export function literalParts(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  readLiteral(text, 0, text.length, cuts);
  return cuts.filter(({ start, end }) => text.slice(start, end).trim() !== '');
}

function readLiteral(text: string, from: number, to: number, cuts: Cut[]): void {
  let start = from;
  for (let at = from; at < to; at++) {
    if (text[at] !== '$') continue;
    if (text.startsWith('$${', at)) {
      at += 2;
      continue;
    }
    const reference = readReference(text, at, to);
    if (!reference) continue;
    cuts.push({ start, end: at });
    if (reference.fallback)
      readLiteral(text, reference.fallback.start, reference.fallback.end, cuts);
    at = reference.end - 1;
    start = reference.end;
  }
  cuts.push({ start, end: to });
}

interface Reference {
  readonly end: number;
  readonly fallback?: Cut;
}

/** The reference that starts at an offset, `undefined` when there is none. */
function readReference(text: string, at: number, to: number): Reference | undefined {
  if (text[at + 1] !== '{') return undefined;
  NAME.lastIndex = at + 2;
  const name = NAME.exec(text);
  if (!name) return undefined;
  const operator = at + 2 + name[0].length;
  if (text[operator] === '}') return { end: operator + 1 };
  const kind = text.slice(operator, operator + 2);
  const start = operator + 2;
  const close = kind === ':-' ? closingBrace(text, start, to) : firstBrace(text, start, to);
  if (close === undefined) return undefined;
  if (kind === ':-') return { end: close + 1, fallback: { start, end: close } };
  return kind === ':?' ? { end: close + 1 } : undefined;
}

/** The brace that ends a reference whose content starts at an offset; references inside are passed over. */
function closingBrace(text: string, from: number, to: number): number | undefined {
  let depth = 0;
  const limit = Math.min(to, from + MAX_REFERENCE);
  for (let at = from; at < limit; at++) {
    if (text[at] === '$' && text[at + 1] === '{') depth++;
    else if (text[at] === '}' && depth-- === 0) return at;
  }
  return undefined;
}

/** The first closing brace, which ends a message. */
function firstBrace(text: string, from: number, to: number): number | undefined {
  const index = text.slice(from, Math.min(to, from + MAX_REFERENCE)).indexOf('}');
  return index < 0 ? undefined : from + index;
}
