import {
  applyCuts,
  mergeCuts,
  proseSnippets,
  REDACTED,
  visibleText,
  withSnippets,
} from '@lockstep/config';
import type { Cut, Problem, Redactor, Span } from '@lockstep/config';
import type { Source } from '../../sources/source.ts';
import type { Finding, Fix } from '../finding.ts';
import type { ReportedFinding } from './check-report.ts';

/** Findings that stand at a secret. */
const SECRET_CODES: ReadonlySet<string> = new Set(['secret-literal', 'secret-literal-in-copy']);
/** Longer excerpts are cut: they tell findings apart and need not be read. */
const MAX_EXCERPT = 120;
/** Shorter texts are not looked for in sentences: they would hit ordinary words. */
const MIN_SECRET = 3;
/** Shorter ones are hidden where they are found only: elsewhere they are ordinary words. */
const MIN_REPEATED = 6;

/**
 * Makes the findings of a page fit to be shown: with the line and a caret, and with no secret of any source in any of
 * their texts. A fix that would write one is left out.
 */
export function presentPageFindings(
  findings: readonly Finding[],
  text: string,
  redactors: readonly Redactor[],
): readonly ReportedFinding[] {
  if (findings.length === 0) return [];
  const literals = findings.flatMap(({ code, span }) =>
    SECRET_CODES.has(code) && span ? [cutOf(span)] : [],
  );
  const known = redactors.flatMap((redactor) => redactor.textCuts(text));
  const cuts = withRepeats(text, mergeCuts([...literals, ...known]));
  const snippets = proseSnippets(text, cuts);
  return findings.map((finding) => {
    const { span } = finding;
    const scrubbed = scrub(finding, span ? hiddenTexts(text, span, cuts) : [], redactors);
    if (!span) return { ...scrubbed, excerpt: '' };
    return { ...scrubbed, snippet: snippets(span), excerpt: excerptOf(text, span, cuts) };
  });
}

/** The same for findings in the files of a source. */
export function presentSourceFindings(
  findings: readonly Finding[],
  { documents, redactor }: Source,
): readonly ReportedFinding[] {
  const shown = withSnippets(findings, documents, redactor);
  const byFile = new Map(documents.map((document) => [document.file, document]));
  return findings.map((finding, index) => {
    const document = byFile.get(finding.file);
    const { span } = finding;
    const excerpt =
      document && span ? excerptOf(document.source, span, redactor.strictCuts(document)) : '';
    return { ...scrub({ ...finding, ...shown[index] }, [], [redactor]), excerpt };
  });
}

/** Findings that stand in no text, or whose texts are clean already. */
export function presentPlainFindings(
  findings: readonly Finding[],
  redactors: readonly Redactor[] = [],
): readonly ReportedFinding[] {
  return findings.map((finding) => ({ ...scrub(finding, [], redactors), excerpt: '' }));
}

function scrub(
  finding: Finding,
  hidden: readonly string[],
  redactors: readonly Redactor[],
): Finding {
  const clean = (text: string): string => {
    const masked = hidden.reduce((each, secret) => each.replaceAll(secret, REDACTED), text);
    return visibleText(redactors.reduce((each, redactor) => redactor.message(each), masked));
  };
  const { related, fix } = finding;
  return {
    ...finding,
    ...cleanFields(finding, clean),
    message: clean(finding.message),
    related: related && { ...related, message: clean(related.message) },
    fix: fix && cleanFix(fix, clean),
  };
}

const FIELDS = ['key', 'expected', 'received', 'nearest'] as const;

function cleanFields(
  finding: Finding,
  clean: (text: string) => string,
): Partial<Pick<Problem, (typeof FIELDS)[number]>> {
  const fields: { [Name in (typeof FIELDS)[number]]?: string } = {};
  for (const name of FIELDS) {
    const text = finding[name];
    if (text !== undefined) fields[name] = clean(text);
  }
  return fields;
}

function cleanFix(fix: Fix, clean: (text: string) => string): Fix | undefined {
  const isClean = fix.edits.every(
    ({ text }) => !clean(text).includes(REDACTED) || text.includes(REDACTED),
  );
  return isClean ? { ...fix, description: clean(fix.description) } : undefined;
}

/** A text that shows parts of a page, such as a diff, without what is secret in either. */
export function hideSecrets(shown: string, page: string, redactors: readonly Redactor[]): string {
  const cuts = redactors.flatMap((redactor) => redactor.textCuts(page));
  const secrets = secretsAt(page, mergeCuts(cuts)).filter(({ length }) => length >= MIN_REPEATED);
  const masked = secrets.reduce((each, secret) => each.replaceAll(secret, REDACTED), shown);
  return redactors.reduce((each, redactor) => redactor.text(each), masked);
}

/** What is secret in one place of a page is secret wherever it stands there. */
function withRepeats(text: string, cuts: readonly Cut[]): readonly Cut[] {
  const repeats = secretsAt(text, cuts).flatMap((secret) =>
    secret.length < MIN_REPEATED ? [] : occurrences(text, secret),
  );
  return repeats.length > 0 ? mergeCuts([...cuts, ...repeats]) : cuts;
}

function secretsAt(text: string, cuts: readonly Cut[]): readonly string[] {
  return [...new Set(cuts.map(({ start, end }) => text.slice(start, end).trim()))];
}

function occurrences(text: string, secret: string): readonly Cut[] {
  const found: Cut[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length))
    found.push({ start: at, end: at + secret.length });
  return found;
}

function hiddenTexts(text: string, { start, end }: Span, cuts: readonly Cut[]): readonly string[] {
  return cuts
    .filter((cut) => cut.start < Math.max(end.offset, start.offset + 1) && cut.end > start.offset)
    .map((cut) => text.slice(cut.start, cut.end).trim())
    .filter((secret) => secret.length >= MIN_SECRET);
}

function excerptOf(text: string, { start, end }: Span, cuts: readonly Cut[]): string {
  const from = start.offset;
  const own = cuts
    .filter((cut) => cut.start < end.offset && cut.end > from)
    .map((cut) => ({
      start: Math.max(cut.start, from) - from,
      end: Math.min(cut.end, end.offset) - from,
    }));
  const shown = applyCuts(text.slice(from, end.offset), own);
  return visibleText(shown.replaceAll(/\s+/g, ' ').trim()).slice(0, MAX_EXCERPT);
}

function cutOf({ start, end }: Span): Cut {
  return { start: start.offset, end: end.offset };
}
