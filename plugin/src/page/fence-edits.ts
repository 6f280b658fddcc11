import type { ExpandedCode } from '../remark/expand-fences.ts';
import type { FenceEdit } from '../render/expand-fence.ts';
import { findExpand } from '../tag/fence.ts';
import type { Edit } from './edit.ts';

const OPENING_LINE = /^(`{3,}|~{3,})([^\r\n]*)/;
const CLOSING_LINE = /(?:^|[\r\n])[ \t>]*(`{3,}|~{3,})[ \t]*$/;

/**
 * What to change on a page for a fence that says `expand`: its tags, the word itself, and the markers, where the text
 * now has a run of their character that would close the fence.
 */
export function fenceEdits({ node, text, edits }: ExpandedCode, page: string): readonly Edit[] {
  const { start, end } = node.position ?? {};
  const from = start?.offset ?? 0;
  const source = page.slice(from, end?.offset);
  const [, marker = '', info = ''] = OPENING_LINE.exec(source) ?? [];
  const word = findExpand(info);
  const infoStart = from + marker.length;
  return [
    ...edits.map((edit) => onPage(edit, page)),
    ...(word ? [{ start: infoStart + word.start, end: infoStart + word.end, text: '' }] : []),
    ...longerMarkers(source, from, marker, text),
  ];
}

/** Further lines carry the prefix of the line that the tag stands on, and end as the page's lines do. */
function onPage({ pageStart, pageEnd, pageLineStart, text }: FenceEdit, page: string): Edit {
  const lineStart = page.lastIndexOf('\n', pageStart - 1) + 1;
  const prefix = page.slice(lineStart, Math.max(lineStart, pageLineStart));
  const lineEnd = page.includes('\r\n') ? '\r\n' : '\n';
  const lines = text
    .split('\n')
    .map((line, index) => (index === 0 ? line : `${prefix}${line}`.trimEnd()));
  return { start: pageStart, end: pageEnd, text: lines.join(lineEnd) };
}

function longerMarkers(
  source: string,
  from: number,
  marker: string,
  text: string,
): readonly Edit[] {
  const character = marker.charAt(0);
  const runs = text.match(character === '~' ? /~+/g : /`+/g) ?? [];
  const longest = Math.max(0, ...runs.map(({ length }) => length));
  const more = character.repeat(Math.max(0, longest + 1 - marker.length));
  if (more === '') return [];
  const closing = CLOSING_LINE.exec(source.slice(marker.length));
  const places = closing ? [from, from + source.trimEnd().length] : [from];
  return places.map((offset) => ({ start: offset, end: offset, text: more }));
}
