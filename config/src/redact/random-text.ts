import type { Cut } from './cuts.ts';

/** Runs long enough to be a key or a digest in base64, base64url or hexadecimal notation. */
const RUN = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
/** A digest that names its algorithm (`sha256:…`, subresource integrity) is public. */
const DIGEST = /\bsha(?:1|224|256|384|512)[:.-][A-Za-z0-9+/_=-]*$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HEX = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{32,}$/i;

/**
 * Stretches that look random: generated keys, tokens and digests. Names, paths, UUIDs, host names and versions do not
 * count. Entropy alone cannot tell `session_rotation_interval` from a key of that length; how often neighbouring
 * characters change between upper case, lower case and digits can.
 */
export function randomCuts(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (DIGEST.test(text.slice(Math.max(0, index - 8), index + run.length))) continue;
    if (looksRandom(run)) cuts.push({ start: index, end: index + run.length });
    else cuts.push(...randomSegments(run, index));
  }
  return cuts;
}

/** Random stretches between the slashes of a path. */
function randomSegments(run: string, offset: number): readonly Cut[] {
  const cuts: Cut[] = [];
  let start = offset;
  for (const segment of run.split('/')) {
    if (segment !== run && looksRandom(segment)) cuts.push({ start, end: start + segment.length });
    start += segment.length + 1;
  }
  return cuts;
}

/** Whether a run of base64 or hexadecimal characters is more likely generated than written. */
function looksRandom(run: string): boolean {
  if (UUID.test(run)) return false;
  if (HEX.test(run)) return true;
  const words = run.split(/[^A-Za-z0-9]+/);
  const letters = words.join('');
  if (letters.length < 16) return false;
  const traits: Traits = {
    length: letters.length,
    digits: letters.replaceAll(/\D/g, '').length,
    changes: changeRate(words),
    vowels: vowelRate(letters),
    capitals: capitalRate(letters),
  };
  const isMixedCase = /[a-z]/.test(letters) && /[A-Z]/.test(letters);
  return isMixedCase ? isRandomMixed(traits) : isRandomPlain(traits);
}

/** What tells random text from words; shares are between 0 and 1. */
interface Traits {
  readonly length: number;
  readonly digits: number;
  readonly changes: number;
  readonly vowels: number;
  /** Upper case letters with lower case behind them, as in camel case. */
  readonly capitals: number;
}

/** Of upper and lower case: base64. Without a digit it may be camel case, where capitals begin words. */
function isRandomMixed({ length, digits, changes, vowels, capitals }: Traits): boolean {
  if (digits === 0) return changes >= 0.35 && capitals < 0.8;
  const [fewest, mostVowels] = length < 32 ? [0.25, 0.22] : [0.22, 0.28];
  return changes >= 0.33 || (changes >= fewest && vowels < mostVowels);
}

/** Of one case: base32, base36. Without enough digits it cannot be told from words. */
function isRandomPlain({ length, digits, changes, vowels }: Traits): boolean {
  if (length < 24 || digits < 3 || digits === length) return false;
  return changes >= 0.25 || (changes >= 0.18 && vowels < 0.22);
}

/** The share of vowels among letters: about 0.38 in words, 0.19 in random text. */
function vowelRate(text: string): number {
  const letters = text.replaceAll(/\d/g, '');
  return letters.replaceAll(/[^aeiou]/gi, '').length / letters.length;
}

/** The share of upper case letters that begin a word of camel case. */
function capitalRate(letters: string): number {
  const upper = letters.match(/[A-Z]/g)?.length ?? 0;
  const capitals = letters.match(/[A-Z][a-z]/g)?.length ?? 0;
  return upper === 0 ? 0 : capitals / upper;
}

/** The share of neighbours within words that differ in class: upper case, lower case, digit. */
function changeRate(words: readonly string[]): number {
  let pairs = 0;
  let changes = 0;
  for (const word of words) {
    for (let index = 1; index < word.length; index++) {
      pairs++;
      if (classOf(word.charCodeAt(index)) !== classOf(word.charCodeAt(index - 1))) changes++;
    }
  }
  return pairs === 0 ? 0 : changes / pairs;
}

function classOf(code: number): 'digit' | 'upper' | 'lower' {
  if (code < 58) return 'digit';
  return code < 91 ? 'upper' : 'lower';
}
