import type { ConfigDocument } from '../document/document.ts';
import { bySourceOrder, type Problem } from '../document/problem.ts';

/**
 * Problems as a person reads them: file by file in the order given, from top to bottom, then what is in no file.
 * What is about a whole file stands behind what has a place in it.
 */
export function inReadingOrder(
  problems: readonly Problem[],
  documents: readonly ConfigDocument[],
): readonly Problem[] {
  const ranks = new Map(documents.map((document, index) => [document.file, index]));
  const rank = ({ file }: Problem): number => ranks.get(file) ?? documents.length;
  return problems.toSorted((a, b) => rank(a) - rank(b) || bySourceOrder(a, b));
}
