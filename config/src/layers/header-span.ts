import type { Block, ConfigDocument } from '../document/document.ts';
import type { Span } from '../document/position.ts';
import { LineCounter } from '../document/position.ts';

/** Where a header itself stands: without its indentation, its comment and its line end. */
export function headerSpan(block: Block, document: ConfigDocument): Span {
  const from = block.span.start.offset;
  const text = document.source.slice(
    from,
    block.inlineComment?.start.offset ?? block.span.end.offset,
  );
  const start = from + (text.length - text.trimStart().length);
  return new LineCounter(document.source).span(
    start,
    Math.max(start, from + text.trimEnd().length),
  );
}
