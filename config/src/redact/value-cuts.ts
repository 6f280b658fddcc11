import type { Entry, Scalar } from '../document/document.ts';
import { assignmentCutsInValue } from './assignments.ts';
import { type Cut, shiftCuts } from './cuts.ts';
import { literalParts } from './literal-parts.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { SecretRules } from './secret-rules.ts';
import { valueShapeCuts } from './secret-shapes.ts';

const QUOTES = /^("""|'''|["'`])([\s\S]*)\1$/;

/** What to hide in the source text of an entry's value; offsets count from the value's start. */
export function valueCuts(entry: Entry, rules: SecretRules): readonly Cut[] {
  if (!rules.isSecretEntry(entry)) return partCuts(entry.value.raw);
  const { text, start } = withoutQuotes(entry.value);
  return shiftCuts(literalParts(text), start);
}

/** What to hide in the text of a value that stands in no document. */
export function textCuts(path: KeyPath, text: string, rules: SecretRules): readonly Cut[] {
  return rules.isSecret(path, text) ? literalParts(text) : partCuts(text);
}

/** What to hide in a value that is not secret as a whole: passwords in URLs, parameters with secret names. */
export function partCuts(text: string): readonly Cut[] {
  return [...valueShapeCuts(text), ...assignmentCutsInValue(text)];
}

/** The source text of a value between its quotes, and how long the opening one is. */
export function withoutQuotes({ raw, quoted }: Scalar): {
  readonly text: string;
  readonly start: number;
} {
  const [, mark, text] = (quoted && QUOTES.exec(raw)) || [];
  return mark === undefined || text === undefined
    ? { text: raw, start: 0 }
    : { text, start: mark.length };
}
