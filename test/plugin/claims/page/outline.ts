import type { Span } from '@lockstep/config';
import type {
  CheckedPage,
  Run,
  TextBlock,
} from '../../../../plugin/src/claims/page/checked-page.ts';
import { readPage } from '../../../../plugin/src/claims/page/read-page.ts';
import type { ReadPageOptions } from '../../../../plugin/src/claims/page/read-page.ts';

/** What a page says, one line for each block, in the order of the page. */
export function outline(
  text: string,
  path = 'page.md',
  options: ReadPageOptions = {},
): readonly string[] {
  return readPage(text, path, options).texts.map(
    (block) => `${placeOf(block)} ${block.kind}: ${describeRuns(block)}`,
  );
}

/** Runs as `text`, `` `code` ``, `{tag}`, strong ones between asterisks. */
export function describeRuns({ runs }: TextBlock): string {
  return runs.map(describeRun).join('|');
}

function describeRun({ type, text, strong }: Run): string {
  const marks = { text: ['', ''], code: ['`', '`'], tag: ['{', '}'] } as const;
  const [open, close] = marks[type];
  const shown = `${open}${text}${close}`;
  return strong ? `*${shown}*` : shown;
}

function placeOf({ runs }: TextBlock): string {
  return runs[0] ? `${runs[0].span.start.line}:${runs[0].span.start.column}` : '-';
}

/** The page's own text at each character of each run: what offsets point at. */
export function pointedAt(page: CheckedPage): readonly (readonly [run: string, page: string])[] {
  return page.texts.flatMap(({ runs }) =>
    runs.map(({ text, offsets }): [string, string] => [
      text,
      Array.from({ length: text.length }, (_, index) => page.text[offsets[index] ?? -1]).join(''),
    ]),
  );
}

/** A span as `line:column-line:column`. */
export function spanText({ start, end }: Span): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}
