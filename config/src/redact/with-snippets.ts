import type { ConfigDocument } from '../document/document.ts';
import type { Span } from '../document/position.ts';
import type { Problem } from '../document/problem.ts';
import { type Cut, cutsWithin } from './cuts.ts';
import type { Redactor } from './redactor.ts';
import { lineOf, snippet } from './snippet.ts';
import { visibleText } from './visible-text.ts';

const WORD = /[A-Za-z0-9]/;
/** Shorter texts are hidden in what was received only; in sentences they would hit ordinary words. */
const MIN_LENGTH = 3;

/**
 * Problems as they may be shown: with the source line and a caret where they have a place in one of the documents, and
 * with every text scrubbed of secrets and of characters that are unsafe on a terminal.
 *
 * @param documents the documents that the problems are about, matched by file name
 */
export function withSnippets(
  problems: readonly Problem[],
  documents: readonly ConfigDocument[],
  redactor: Redactor,
): Problem[] {
  const byFile = new Map(documents.map((document) => [document.file, document]));
  return problems.map((problem) => {
    const document = byFile.get(problem.file);
    const { span, key } = problem;
    if (!document || !span) return scrub(problem, { hidden: [] }, redactor);
    const scrubbed = scrub(problem, secretsOnLines(document, span, key, redactor), redactor);
    return { ...scrubbed, snippet: snippet(document, span, redactor) };
  });
}

/** What the lines of a problem hide, and what they show all the same. */
interface LineSecrets {
  /** No text about the lines may say these. */
  readonly hidden: readonly string[];
  /** The problem's key, which may hold one of them; left out where it is hidden itself. */
  readonly key?: string | undefined;
}

function scrub(problem: Problem, { hidden, key }: LineSecrets, redactor: Redactor): Problem {
  const long = hidden.filter((text) => text.length >= MIN_LENGTH);
  const clean = (text: string | undefined, secrets: readonly string[] = long): string | undefined =>
    text &&
    visibleText(
      redactor.message(
        text,
        secrets.flatMap((secret) => wordCuts(text, secret, key)),
      ),
    );
  return {
    ...problem,
    message: clean(problem.message) ?? '',
    key: clean(problem.key),
    expected: clean(problem.expected),
    received: clean(problem.received, hidden),
    nearest: clean(problem.nearest),
  };
}

function secretsOnLines(
  document: ConfigDocument,
  span: Span,
  key: string | undefined,
  redactor: Redactor,
): LineSecrets {
  const { start } = lineOf(document.source, span);
  const { end } = lineOf(document.source, { start: span.end, end: span.end });
  const cuts = cutsWithin(redactor.strictCuts(document), start, end);
  const hidden = cuts
    .flatMap((cut) => document.source.slice(cut.start, cut.end).split(/[\r\n]+/))
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const keys = document.entries
    .map(({ keySpan }) => ({ start: keySpan.start.offset, end: keySpan.end.offset }))
    .filter((keySpan) => keySpan.start < end && keySpan.end > start);
  const isShown =
    keys.length > 0 && keys.every((each) => cutsWithin(cuts, each.start, each.end).length === 0);
  return { hidden, key: isShown ? key : undefined };
}

/** Where a text stands as a word of its own, outside the key. */
function wordCuts(text: string, word: string, key: string | undefined): readonly Cut[] {
  const keys = key === undefined ? [] : occurrences(text, key);
  const isAlone = ({ start, end }: Cut): boolean =>
    !(WORD.test(word[0]!) && WORD.test(text[start - 1] ?? '')) &&
    !(WORD.test(word.at(-1)!) && WORD.test(text[end] ?? ''));
  return occurrences(text, word)
    .filter(isAlone)
    .filter(({ start, end }) => !keys.some((each) => each.start <= start && each.end >= end));
}

function occurrences(text: string, word: string): readonly Cut[] {
  const found: Cut[] = [];
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length))
    found.push({ start, end: start + word.length });
  return found;
}
