import { type Cut, cutsOf } from './cuts.ts';
import { literalParts } from './literal-parts.ts';
import { isHarmlessValue } from './secret-names.ts';

/** Shorter secrets are hidden where they stand and not looked for elsewhere: they occur in ordinary words. */
const MIN_LENGTH = 6;
/** From this length on a secret is found inside other words too. */
const MIN_LENGTH_WITHIN_WORDS = 12;
/** A number this short is more often a setting than a secret. */
const SHORT_NUMBER = /^[\d.,_:-]{1,9}$/;
/** One plain word: `production`, `changeme`. */
const PLAIN_WORD = /^(?:[a-z]{1,11}|[A-Z]{1,11}|[A-Z][a-z]{1,10})$/;

/** Finds literal secrets in any text, also where they were escaped for JSON, a URL or HTML. */
export class KnownSecrets {
  readonly #pattern: RegExp | undefined;

  /**
   * @param secrets the texts of secrets; too short or too plain ones are left out
   * @param vocabulary words that stay readable although a secret may equal them: names of keys, allowed values
   */
  constructor(secrets: Iterable<string>, vocabulary: ReadonlySet<string> = new Set()) {
    const literals = new Set<string>();
    for (const secret of secrets) {
      for (const part of partsOf(secret).map((text) => text.trim())) {
        if (isDistinct(part) && !vocabulary.has(part))
          for (const form of formsOf(part)) literals.add(form);
      }
    }
    if (literals.size > 0) this.#pattern = patternOf(literals);
  }

  /** Where known secrets stand in a text. */
  cuts(text: string): readonly Cut[] {
    return this.#pattern ? cutsOf(text, this.#pattern) : [];
  }
}

/** What of a secret value to look for: what it holds beside references, whole, line by line and item by item. */
function partsOf(secret: string): readonly string[] {
  const written = literalParts(secret).map(({ start, end }) => secret.slice(start, end));
  return written.flatMap((text) => text.split(/[\r\n,]+/).concat(text));
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

/** One alternation, longest first, so that a secret is never hidden by its own beginning alone. */
function patternOf(literals: ReadonlySet<string>): RegExp {
  const alternatives = [...literals]
    .toSorted((a, b) => b.length - a.length)
    .map((literal) => {
      const escaped = literal.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
      return literal.length >= MIN_LENGTH_WITHIN_WORDS
        ? escaped
        : `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`;
    });
  return new RegExp(alternatives.join('|'), 'g');
}
