import type { ConfigDocument } from './document.ts';

/** The text of a document, block by block: always the text that was parsed, byte for byte. */
export function printDocument(document: ConfigDocument): string {
  const { source, blocks } = document;
  return blocks.map(({ span }) => source.slice(span.start.offset, span.end.offset)).join('');
}
