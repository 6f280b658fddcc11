import type { Source } from '../sources/source.ts';
import { readClaimText } from '../tag/claim-text.ts';
import type { ClaimText } from '../tag/claim-text.ts';
import { TagError } from '../tag/tag.ts';
import type { TagBody } from '../tag/tag.ts';
import { saysValue } from './claim.ts';
import type { ClaimedValue } from './claim.ts';
import { code, plainText, text } from './inline.ts';
import type { InlineNode } from './inline.ts';
import type { Words } from './words.ts';

/** What a tag states: what it prints, and what a claim of the same says when it is true. */
export interface Statement {
  /** A key or an expression, as the tag has it. */
  readonly subject: string;
  /** A value, which can be said in many ways, or all texts that are true. */
  readonly claimed:
    (ClaimedValue & { readonly words: Words }) | { readonly texts: readonly string[] };
  /** Whether nothing that a page claims of it may be repeated. */
  readonly isSecret?: boolean;
  /** @throws {TagError} where there is nothing to print */
  readonly nodes: () => readonly InlineNode[];
}

/**
 * The text of a claim, as it was written, when it is true.
 *
 * @throws {TagError} `false-claim`, with what is true instead
 */
export function confirmClaim(
  body: TagBody,
  statement: Statement,
  source: Source,
): readonly InlineNode[] {
  // Backslashes escape in Markdown; in a fence, or where that is what the value holds, they stand for themselves.
  const verbatim: ClaimText = { text: body.text.replace(/\s+/g, ' ').trim(), isCode: false };
  const readings = [readClaimText(body.text), verbatim];
  const truth = readings.find((reading) => isTrue(reading.text, statement));
  if (truth) return [truth.isCode ? code(truth.text) : text(truth.text)];
  const said = readings[0]?.text ?? '';
  throw new TagError('false-claim', contradiction(said, statement, source), body.span);
}

function isTrue(said: string, { claimed }: Statement): boolean {
  if ('texts' in claimed) return claimed.texts.includes(said);
  return saysValue(said, claimed, claimed.words);
}

function contradiction(said: string, statement: Statement, { redactor }: Source): string {
  const { subject, isSecret, claimed } = statement;
  if (isSecret && 'texts' in claimed) {
    const texts = [...new Set(claimed.texts)].map((each) => `\`${each}\``).join(' or ');
    return `\`${subject}\` is a secret; all that a page can claim of it is ${texts}`;
  }
  const truth = 'texts' in claimed ? claimed.texts[0] : plainText(statement.nodes());
  const claim = said === '' ? 'nothing' : `\`${redactor.text(said)}\``;
  return `The page says ${claim}, \`${subject}\` is ${truth}`;
}
