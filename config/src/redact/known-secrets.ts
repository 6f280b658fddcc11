import type { Cut } from './cuts.ts';
import { literalParts } from './literal-parts.ts';
import { isHarmlessValue } from './secret-names.ts';
import { isSpoken } from './spoken-names.ts';

/** Shorter secrets are hidden where they stand and not looked for elsewhere: they occur in ordinary words. */
const MIN_LENGTH = 6;
/** From this length on a secret is found inside other words too. */
const MIN_LENGTH_WITHIN_WORDS = 12;
/** A number or version this short is more often a setting than a secret. */
const SHORT_NUMBER = /^[\^~<>=v\d.,_:-]{1,9}$/;
/** One plain word: `production`, `changeme`. */
const PLAIN_WORD = /^(?:[a-z]{1,11}|[A-Z]{1,11}|[A-Z][a-z]{1,10})$/;

/** Longer secrets are looked for piece by piece, so that a search stays linear. */
const MAX_LENGTH = 256;
const WORD = /[A-Za-z0-9]/;

/** Finds literal secrets in any text, also where they were escaped for JSON, a URL or HTML. */
export class KnownSecrets {
  /** Literals by their first characters. */
  readonly #literals = new Map<string, string[]>();
  readonly #firstCodes = new Set<number>();
  readonly #vocabulary: ReadonlySet<string>;

  /**
   * @param secrets the texts of secrets; too short or too plain ones are left out
   * @param vocabulary words that stay readable although a secret may equal them or a part of them
   */
  constructor(secrets: Iterable<string>, vocabulary: ReadonlySet<string> = new Set()) {
    this.#vocabulary = vocabulary;
    const literals = new Set<string>();
    for (const secret of secrets) {
      for (const part of partsOf(secret)) {
        if (!isDistinct(part) || vocabulary.has(part)) continue;
        for (const form of formsOf(part)) literals.add(form);
      }
    }
    for (const literal of literals) this.#add(literal);
  }

  /** Where known secrets stand in a text. */
  cuts(text: string): readonly Cut[] {
    const cuts: Cut[] = [];
    if (this.#literals.size === 0) return cuts;
    for (let start = 0; start + MIN_LENGTH <= text.length; start++) {
      if (!this.#firstCodes.has(text.charCodeAt(start))) continue;
      for (const literal of this.#literals.get(text.slice(start, start + MIN_LENGTH)) ?? []) {
        const cut = { start, end: start + literal.length };
        if (text.startsWith(literal, start) && this.#counts(text, cut)) cuts.push(cut);
      }
    }
    return cuts;
  }

  #counts(text: string, cut: Cut): boolean {
    return isWhole(text, cut) && !isSpoken(text, cut, this.#vocabulary);
  }

  #add(literal: string): void {
    const key = literal.slice(0, MIN_LENGTH);
    const sharing = this.#literals.get(key);
    if (sharing) sharing.push(literal);
    else this.#literals.set(key, [literal]);
    this.#firstCodes.add(literal.charCodeAt(0));
  }
}

/** Whether a literal that was found counts: a short one only where it is no part of a longer word. */
function isWhole(text: string, { start, end }: Cut): boolean {
  if (end - start >= MIN_LENGTH_WITHIN_WORDS) return true;
  return !WORD.test(text[start - 1] ?? '') && !WORD.test(text[end] ?? '');
}

/** What of a secret value to look for: what it holds beside references, whole, line by line and item by item. */
function partsOf(secret: string): readonly string[] {
  const written = literalParts(secret).map(({ start, end }) => secret.slice(start, end));
  return written
    .flatMap((text) => text.split(/[\r\n,]+/).concat(text))
    .flatMap((text) => piecesOf(text.trim()));
}

/** A text in pieces of bearable length; the last one overlaps the one before it. */
function piecesOf(text: string): readonly string[] {
  if (text.length <= MAX_LENGTH) return [text];
  const pieces = text.match(/[^]{256}/g) ?? [];
  return [...pieces, text.slice(-MAX_LENGTH)];
}

/** Whether a literal can be looked for without hiding ordinary text. */
function isDistinct(literal: string): boolean {
  const isPlain =
    SHORT_NUMBER.test(literal) || PLAIN_WORD.test(literal) || isHarmlessValue(literal);
  return literal.length >= MIN_LENGTH && !isPlain;
}

function formsOf(literal: string): readonly string[] {
  const html = literal
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return [literal, JSON.stringify(literal).slice(1, -1), percentEncoded(literal), html];
}

/** The form that a URL holds it in; a lone surrogate has none. */
function percentEncoded(literal: string): string {
  try {
    return encodeURIComponent(literal);
  } catch {
    return literal;
  }
}
