import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/problem.ts';
import { applyCuts, type Cut, cutsWithin } from './cuts.ts';
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
    if (!document || !problem.span) return scrub(problem, [], redactor);
    const scrubbed = scrub(problem, hiddenTexts(document, problem, redactor), redactor);
    return { ...scrubbed, snippet: snippet(document, problem.span, redactor) };
  });
}

function scrub(problem: Problem, hidden: readonly string[], redactor: Redactor): Problem {
  const long = hidden.filter((text) => text.length >= MIN_LENGTH);
  const clean = (text: string | undefined, secrets: readonly string[] = long): string | undefined =>
    text && visibleText(redactor.message(secrets.reduce(hideWord, text)));
  return {
    ...problem,
    message: clean(problem.message) ?? '',
    key: clean(problem.key),
    expected: clean(problem.expected),
    received: clean(problem.received, hidden),
    nearest: clean(problem.nearest),
  };
}

/** What the lines of a problem hide, longest first: no text about them may say it. */
function hiddenTexts(
  document: ConfigDocument,
  { span, key }: Problem,
  redactor: Redactor,
): readonly string[] {
  if (!span) return [];
  const { start } = lineOf(document.source, span);
  const { end } = lineOf(document.source, { start: span.end, end: span.end });
  return cutsWithin(redactor.strictCuts(document), start, end)
    .filter((cut) => !isNamesake(document, cut, key))
    .flatMap((cut) => document.source.slice(cut.start, cut.end).split(/[\r\n]+/))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .toSorted((a, b) => b.length - a.length);
}

/** Whether a hidden value merely equals the name of its key (`token = token`), which messages must say. */
function isNamesake(
  document: ConfigDocument,
  { start, end }: Cut,
  key: string | undefined,
): boolean {
  const name = document.source.slice(start, end).trim();
  if (key === undefined || !key.endsWith(name)) return false;
  return !document.entries.some(
    ({ keySpan }) => keySpan.start.offset >= start && keySpan.end.offset <= end,
  );
}

/** Replaces a text where it stands as a word of its own. */
function hideWord(text: string, word: string): string {
  const isAlone = (from: number): boolean =>
    !(WORD.test(word[0]!) && WORD.test(text[from - 1] ?? '')) &&
    !(WORD.test(word.at(-1)!) && WORD.test(text[from + word.length] ?? ''));
  const cuts: Cut[] = [];
  for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + word.length)) {
    if (isAlone(from)) cuts.push({ start: from, end: from + word.length });
  }
  return applyCuts(text, cuts);
}
