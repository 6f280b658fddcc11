import type { InlineLine } from './inline/inline-text.ts';

const DIRECTIVE_TITLE = /^:{3,}[ \t]*[\w-]+[ \t]*(?:\[(.*)\]|(?!\{)(\S.*))/d;
const ADMONITION_TITLE = /^(?:!!!|\?\?\?\+?)[^"]*"(.*)"/d;

/** Where the line ends that holds an offset; its `\n` is not part of it. */
export function lineEnd(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end === -1 ? source.length : end;
}

/** The lines of a paragraph; white space at its end does not count. */
export function paragraphLines(source: string, starts: readonly number[]): readonly InlineLine[] {
  return starts.map((start, index) => {
    const end = lineEnd(source, start);
    return { start, end: index === starts.length - 1 ? trimEnd(source, start, end) : end };
  });
}

/** The text of a heading between its `#` and those that may close it. */
export function headingLine(source: string, start: number): readonly InlineLine[] {
  let contentStart = start;
  while (source[contentStart] === '#') contentStart++;
  const lineStop = trimEnd(source, contentStart, lineEnd(source, start));
  let closing = lineStop;
  while (closing > contentStart && source[closing - 1] === '#') closing--;
  const isClosed = closing > contentStart && isSpace(source[closing - 1]);
  const end = trimEnd(source, contentStart, isClosed ? closing : lineStop);
  while (contentStart < end && isSpace(source[contentStart])) contentStart++;
  return [{ start: contentStart, end }];
}

/** The title on a line that opens a directive (`:::note[Title]`, `:::note Title`) or an admonition of MkDocs. */
export function titleLine(source: string, start: number): InlineLine | undefined {
  const text = source.slice(start, lineEnd(source, start)).trimEnd();
  const { indices } = DIRECTIVE_TITLE.exec(text) ?? ADMONITION_TITLE.exec(text) ?? {};
  const place = indices?.[1] ?? indices?.[2];
  return place && { start: start + place[0], end: start + place[1] };
}

function trimEnd(source: string, start: number, end: number): number {
  let stop = end;
  while (stop > start && isSpace(source[stop - 1])) stop--;
  return stop;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
