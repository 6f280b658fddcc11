import type { ConfigDocument } from '../document/document.ts';
import { LineCounter, type Position, type Span } from '../document/position.ts';
import { REDACTED } from '../schema/secret.ts';
import { assignmentCuts } from './assignments.ts';
import { type Cut, cutsWithin, mergeCuts } from './cuts.ts';
import type { Redactor } from './redactor.ts';
import { shapeCuts } from './secret-shapes.ts';
import { sourceCuts } from './source-cuts.ts';
import { visibleCharacter, widthOf } from './visible-text.ts';

/** The width of a snippet's text, in columns. */
const WIDTH = 100;
/** How many columns are shown before the caret when a line is cut. */
const LEAD = 40;
/** How far from the caret a line is looked at, in characters. */
const REACH = 400;

/** What is shown in the place of one code point or one secret. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly isMarked: boolean;
}

/**
 * The line on which a span starts, with a caret line below:
 *
 * ```text
 *   12 | idle_timout = 30m
 *      | ^^^^^^^^^^^
 * ```
 *
 * Secrets are masked, and so is everything on a line that is neither a header nor a key with a value: there a value
 * cannot be told from a name. Long lines are cut to 100 columns around the caret, control characters made visible.
 *
 * @param origin a document, or the text of a file that was not parsed, of which less is shown
 */
export function snippet(origin: ConfigDocument | string, span: Span, redactor: Redactor): string {
  const line = lineOf(originText(origin), span);
  const cuts =
    typeof origin === 'string'
      ? sourceCuts(origin, line.start, line.end, redactor)
      : redactor.strictCuts(origin);
  return draw(originText(origin), line, span, cuts);
}

/**
 * The same for running text, such as a Markdown page, which is shown but for secrets by shape and for what is assigned
 * to the name of a secret. Spans count by their lines and columns; their offsets may be those of another text.
 *
 * @param secrets what else is known to be secret in it
 * @returns gives the snippet of a span; one call for all spans of a text looks for its secrets once
 */
export function proseSnippets(text: string, secrets: readonly Cut[] = []): (span: Span) => string {
  const lines = new LineCounter(text);
  const cuts = mergeCuts([...shapeCuts(text), ...assignmentCuts(text), ...secrets]);
  const place = ({ line, column }: Position): Position =>
    lines.at(Math.min(lines.start(Math.min(line, lines.count)) + column - 1, text.length));
  return (span) => {
    const own = { start: place(span.start), end: place(span.end) };
    const { line } = own.start;
    return draw(text, { start: lines.start(line), end: lines.end(line) }, own, cuts);
  };
}

function draw(text: string, line: Cut, span: Span, cuts: readonly Cut[]): string {
  const cells = windowOf(cellsOf(text, line, span, cuts));
  const gutter = String(span.start.line);
  const shown = cells
    .map((cell) => cell.text)
    .join('')
    .trimEnd();
  return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${caretLine(cells)}`;
}

/** The offsets of the line that a span starts on, without its line end. */
export function lineOf(source: string, { start }: Span): Cut {
  const from = start.offset - (start.column - 1);
  const length = source.slice(from).search(/[\r\n]|$/);
  return { start: from, end: from + length };
}

function originText(origin: ConfigDocument | string): string {
  return typeof origin === 'string' ? origin : origin.source;
}

function cellsOf(source: string, line: Cut, span: Span, cuts: readonly Cut[]): readonly Cell[] {
  const from = Math.max(line.start, span.start.offset - REACH);
  const to = Math.min(line.end, span.start.offset + REACH);
  const isMarked = (start: number, end: number): boolean =>
    start < Math.max(span.end.offset, span.start.offset + 1) && end > span.start.offset;
  const cells: Cell[] = [];
  let offset = from;
  const showUntil = (end: number): void => {
    for (const character of source.slice(offset, Math.max(offset, end))) {
      const text = visibleCharacter(character);
      cells.push({
        text,
        width: widthOf(text),
        isMarked: isMarked(offset, offset + character.length),
      });
      offset += character.length;
    }
  };
  for (const cut of cutsWithin(cuts, from, to)) {
    showUntil(cut.start);
    cells.push({ text: REDACTED, width: REDACTED.length, isMarked: isMarked(cut.start, cut.end) });
    offset = Math.max(offset, cut.end);
  }
  showUntil(to);
  return cells;
}

/** The cells around the caret that fit, with an ellipsis where some are left out. */
function windowOf(cells: readonly Cell[]): readonly Cell[] {
  if (sumWidth(cells) <= WIDTH) return cells;
  const caret = Math.max(
    0,
    cells.findIndex((cell) => cell.isMarked),
  );
  let from = caret;
  for (let lead = 0; from > 0 && lead + cells[from - 1]!.width <= LEAD;)
    lead += cells[--from]!.width;
  let to = from;
  for (let width = 2; to < cells.length && width + cells[to]!.width <= WIDTH;)
    width += cells[to++]!.width;
  const ellipsis: Cell = { text: '…', width: 1, isMarked: false };
  return [
    ...(from > 0 ? [ellipsis] : []),
    ...cells.slice(from, to),
    ...(to < cells.length ? [ellipsis] : []),
  ];
}

function caretLine(cells: readonly Cell[]): string {
  const first = cells.findIndex((cell) => cell.isMarked);
  const lead = sumWidth(first < 0 ? cells : cells.slice(0, first));
  const marked = sumWidth(cells.filter((cell) => cell.isMarked));
  return ' '.repeat(lead) + '^'.repeat(Math.max(1, marked));
}

function sumWidth(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
