/** Control characters, and characters that reorder, hide or break text: bidirectional controls, zero width, separators. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;
const UNSAFE_ALL = new RegExp(UNSAFE.source, 'gu');
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u;
const COMBINING = /\p{M}/u;

/**
 * A text that is safe on a terminal: a tab as `→`, control characters as their Unicode pictures (`␀`), and what would
 * reorder or hide text as `\u{202e}`. Line ends count as control characters.
 */
export function visibleText(text: string): string {
  return text.replaceAll(UNSAFE_ALL, visibleCharacter);
}

/** One code point as it is shown. */
export function visibleCharacter(character: string): string {
  if (!UNSAFE.test(character)) return character;
  const code = character.codePointAt(0)!;
  if (code === 9) return '→';
  if (code < 32) return String.fromCharCode(0x2400 + code);
  return code === 127 ? '␡' : `\\u{${code.toString(16)}}`;
}

/** How many columns of a terminal a shown code point takes. */
export function widthOf(character: string): number {
  if (character.length > 2) return character.length;
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
