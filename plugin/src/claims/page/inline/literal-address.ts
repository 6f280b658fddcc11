import { hasTagAhead } from '../../../tag/unreached.ts';

const START = /https?:\/\/|www\./iy;
const DOMAIN = /(?:[^\s\p{P}\p{S}]|[-._])+/uy;
const REST = /[^\s<]*/y;
const WORD = /\S*/y;
/** What may stand before `www.`; before a scheme anything but a letter may. */
const BEFORE_WWW = /^[\s(*_[\]~]?$/;
const LETTER = /[A-Za-z]/;
/** Punctuation at the end belongs to the sentence. */
const TRAIL = /[!"&'),.:;?_~*\]]+$/;

/**
 * Where an address ends that is written without brackets, as GitHub reads it (GFM, section 6.9); `undefined` where none
 * starts. An address that holds a tag is none: it is found in the finished text, value included.
 */
export function literalAddressEnd(text: string, start: number): number | undefined {
  const [opener] = match(START, text, start);
  if (opener === undefined || !mayFollow(text.slice(Math.max(0, start - 1), start), opener))
    return undefined;
  const isWww = opener.length === 4;
  const domainStart = isWww ? start : start + opener.length;
  const [domain = ''] = match(DOMAIN, text, domainStart);
  const lastParts = domain.split('.').slice(-2).join('');
  if (domain === '' || lastParts.replace(/_+$/, '').includes('_')) return undefined;
  const [word = ''] = match(WORD, text, start);
  if (hasTagAhead(word)) return undefined;
  const [rest = ''] = match(REST, text, domainStart + domain.length);
  const address = text.slice(start, domainStart + domain.length + rest.length);
  return start + address.replace(TRAIL, '').length;
}

function mayFollow(before: string, opener: string): boolean {
  return opener.length === 4 ? BEFORE_WWW.test(before) : !LETTER.test(before);
}

function match(pattern: RegExp, text: string, start: number): readonly (string | undefined)[] {
  pattern.lastIndex = start;
  return pattern.exec(text) ?? [];
}
