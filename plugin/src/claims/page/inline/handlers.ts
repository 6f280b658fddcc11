import createMarkdownIt from 'markdown-it';
import { scanTag } from '../../../tag/scanner.ts';
import {
  hasTag,
  isTagAddress,
  isWithinAddress,
  tagInAddress,
  tagInAttribute,
  tagInHtml,
} from '../../../tag/unreached.ts';
import { expressionEnd } from '../mdx/expression.ts';
import { readElementTag } from '../mdx/element.ts';
import { readDelimiter } from './emphasis.ts';
import { autolinkEnd } from './html.ts';
import { literalAddressEnd } from './literal-address.ts';
import { readReference, readResource } from './links.ts';
import type { Bracket } from './links.ts';
import type { InlineScanner } from './scan-inline.ts';

/**
 * Reads what starts at a special character.
 *
 * @returns the offset after it; the same offset, or none, where the character is text
 */
type Handler = (scanner: InlineScanner, start: number) => number | undefined;

const { utils } = new createMarkdownIt();
const BACKTICKS = /`+/y;
const ESCAPABLE = /\\[!-/:-@[-`{-~\n]/y;
const ENTITY = /&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z][\da-z]{1,31});/iy;
const DELIMITERS = /\*+|_+|~+/y;
const FOOTNOTE = /\[\^((?:[^\s[\]\\]|\\.)+)\]/y;

/** Characters that may be more than text. */
export const SPECIAL: RegExp = /[\\`<{[\]!*_~&]|https?:\/\/|www\./gi;

/** What each of them may start. */
export const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['\\', readEscape],
  ['`', readCode],
  ['<', readAngle],
  ['{', readBrace],
  ['[', readOpener],
  ['!', readImageOpener],
  [']', readCloser],
  ['*', readEmphasis],
  ['_', readEmphasis],
  ['~', readEmphasis],
  ['&', readEntity],
  ['h', readAddress],
  ['w', readAddress],
]);

function readEscape(scanner: InlineScanner, start: number): number {
  if (match(ESCAPABLE, scanner.text, start) === undefined) return start;
  scanner.add('hidden', start, start + 1);
  scanner.addText(start + 1, start + 2);
  return start + 2;
}

/** A span of code, or backticks that close nowhere. */
function readCode(scanner: InlineScanner, start: number): number {
  const { text } = scanner;
  const contentStart = match(BACKTICKS, text, start)!;
  const length = contentStart - start;
  const closer = scanner.codeSpans.closer(contentStart, length);
  if (closer === undefined) {
    scanner.addText(start, contentStart);
    return contentStart;
  }
  const content = text.slice(contentStart, closer);
  const isPadded = /^[ \n].*[ \n]$/s.test(content) && /[^ \n]/.test(content);
  const padding = isPadded ? 1 : 0;
  scanner.add('hidden', start, contentStart + padding);
  scanner.add('code', contentStart + padding, closer - padding);
  return scanner.add('hidden', closer - padding, closer + length);
}

/** A tag, or the escape of one; `undefined` where there is neither. */
function readOwn(scanner: InlineScanner, start: number): number | undefined {
  if (scanner.text[start + 1] !== '%') return undefined;
  const { kind, end, tagEnd, body } = scanTag(scanner.text, start);
  if (kind === 'foreign') return undefined;
  if (kind === 'escape') {
    scanner.addText(start, start + 2);
    return scanner.add('hidden', start + 2, end);
  }
  scanner.addTag(start, end);
  if (isWithinAddress(scanner.text, start)) {
    scanner.unreached.push(tagInAddress(scanner.source.span(start, end)));
  }
  if (body) scanner.add('tag', tagEnd, body.textEnd);
  else scanner.add('tag', start, end, '');
  return end;
}

function readAngle(scanner: InlineScanner, start: number): number | undefined {
  const own = readOwn(scanner, start);
  if (own !== undefined) return own;
  return scanner.context.isMdx ? readElement(scanner, start) : readHtml(scanner, start);
}

function readHtml(scanner: InlineScanner, start: number): number | undefined {
  const { text } = scanner;
  const end = autolinkEnd(text, start) ?? scanner.html.end(start);
  if (end === undefined) return undefined;
  const content = text.slice(start, end);
  if (content.startsWith('<!--')) scanner.comments.push({ start, end });
  else scanner.report(start, end, tagInHtml);
  return scanner.add('hidden', start, end);
}

/** Comments of HTML are for Docusaurus, which reads them in MDX too. */
function readElement(scanner: InlineScanner, start: number): number | undefined {
  const { text } = scanner;
  if (text.startsWith('<!--', start)) return readHtml(scanner, start);
  const { budget } = scanner.context;
  const element = budget.search(start, text.length, (to) => readElementTag(text, start, to));
  if (!element) return undefined;
  for (const [from, to] of element.texts) scanner.report(from, to, tagInAttribute);
  return scanner.add('hidden', start, element.end);
}

function readBrace(scanner: InlineScanner, start: number): number | undefined {
  const own = readOwn(scanner, start);
  if (own !== undefined || !scanner.context.isMdx) return own;
  const { text, context } = scanner;
  const end = context.budget.search(start, text.length, (to) => expressionEnd(text, start, to));
  if (end === undefined) return undefined;
  if (text.startsWith('/*', start + 1)) scanner.comments.push({ start, end });
  return scanner.add('hidden', start, end);
}

function readOpener(scanner: InlineScanner, start: number): number {
  FOOTNOTE.lastIndex = start;
  const [footnote = '', label = ''] = FOOTNOTE.exec(scanner.text) ?? [];
  if (footnote !== '' && scanner.context.footnotes.has(label.toUpperCase()))
    return scanner.add('hidden', start, start + footnote.length);
  return openBracket(scanner, start, start + 1, false);
}

function readImageOpener(scanner: InlineScanner, start: number): number | undefined {
  if (scanner.text[start + 1] !== '[') return undefined;
  return openBracket(scanner, start, start + 2, true);
}

function openBracket(scanner: InlineScanner, start: number, end: number, isImage: boolean): number {
  scanner.add('bracket', start, end);
  scanner.brackets.push({ atom: scanner.atoms.at(-1)!, isImage, isActive: true });
  return end;
}

/** The end of a link's or image's text, with its address or label; otherwise a bracket. */
function readCloser(scanner: InlineScanner, start: number): number | undefined {
  const { text, brackets } = scanner;
  const opener = brackets.pop();
  if (!opener?.isActive) return undefined;
  const resource = readResource(text, start + 1);
  const target =
    resource ?? readReference(text, opener.atom.end, start, scanner.context.references);
  if (!target) return undefined;
  const { end, isElsewhere } = target;
  opener.atom.kind = 'hidden';
  if (!opener.isImage) deactivate(brackets);
  if (isElsewhere && !opener.isImage) markElsewhere(scanner, opener);
  if (resource && showsTag(text.slice(start + 2, end - 1)))
    scanner.report(start + 1, end, tagInAddress);
  return scanner.add('hidden', start, end);
}

/** No link stands in another, so that all are marked in one pass. */
function markElsewhere({ atoms }: InlineScanner, { atom }: Bracket): void {
  for (let index = atoms.length - 1; atoms[index] !== atom; index--)
    atoms[index]!.isElsewhere = true;
}

/** A link cannot stand in another. Below a bracket that is off, all are. */
function deactivate(brackets: readonly Bracket[]): void {
  for (let index = brackets.length - 1; index >= 0; index--) {
    const bracket = brackets[index]!;
    if (bracket.isImage) continue;
    if (!bracket.isActive) return;
    bracket.isActive = false;
  }
}

function showsTag(resource: string): boolean {
  return hasTag(resource) || isTagAddress(resource.trim());
}

function readEmphasis(scanner: InlineScanner, start: number): number {
  const end = match(DELIMITERS, scanner.text, start)!;
  const delimiter = readDelimiter(scanner.text, start, end);
  scanner.atoms.push({ kind: 'delimiter', start, end, delimiter });
  return end;
}

/** A literal address; it may hold backticks. In the text of what could be a link there is none. */
function readAddress(scanner: InlineScanner, start: number): number | undefined {
  const end = scanner.brackets.length === 0 ? literalAddressEnd(scanner.text, start) : undefined;
  if (end !== undefined) scanner.addText(start, end);
  return end;
}

function readEntity(scanner: InlineScanner, start: number): number | undefined {
  const end = match(ENTITY, scanner.text, start);
  if (end === undefined) return undefined;
  const entity = scanner.text.slice(start, end);
  const value = utils.unescapeAll(entity);
  return value === entity ? undefined : scanner.add('text', start, end, value);
}

function match(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
