import type { Block, ConfigDocument } from '../document/document.ts';
import type { Position, Span } from '../document/position.ts';

/** Where a header itself stands: without its indentation, its comment and its line end, and on its first line only. */
export function headerSpan(block: Block, { source }: ConfigDocument): Span {
  const { start, end } = block.span;
  const [line = ''] = source
    .slice(start.offset, block.inlineComment?.start.offset ?? end.offset)
    .split(/[\r\n]/, 1);
  const at = (column: number): Position => ({
    line: start.line,
    column: start.column + column,
    offset: start.offset + column,
  });
  const textStart = line.length - line.trimStart().length;
  return { start: at(textStart), end: at(Math.max(textStart, line.trimEnd().length)) };
}
