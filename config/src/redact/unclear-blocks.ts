import type { Block, ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/problem.ts';
import { mergeCuts } from './cuts.ts';

/** Errors that leave no doubt about which part of a line is the key and which the value. */
const CLEAR_ERRORS: ReadonlySet<string> = new Set([
  'duplicate-key',
  'reserved-key',
  'yaml-alias',
  'yaml-merge',
]);
/** Warnings that say that a line may be a part of a value. */
const UNCLEAR_WARNINGS: ReadonlySet<string> = new Set([
  'suspicious-continuation',
  'suspicious-header',
]);

/** The blocks on which a problem of the document's syntax stands: their keys and values may not be what they seem. */
export function unclearBlocks({ blocks, problems }: ConfigDocument): ReadonlySet<Block> {
  const unclear = new Set<Block>();
  const stretches = problems.flatMap(({ span, ...problem }) => {
    if (!span || !isUnclear(problem)) return [];
    return [{ start: span.start.offset, end: Math.max(span.end.offset, span.start.offset + 1) }];
  });
  for (const { start, end } of mergeCuts(stretches)) {
    for (let index = blockAt(blocks, start); index < blocks.length; index++) {
      const block = blocks[index]!;
      if (block.span.start.offset >= end) break;
      unclear.add(block);
    }
  }
  return unclear;
}

function isUnclear({ code, severity }: Pick<Problem, 'code' | 'severity'>): boolean {
  return severity === 'error' ? !CLEAR_ERRORS.has(code) : UNCLEAR_WARNINGS.has(code);
}

/** Index of the block that holds an offset. */
function blockAt(blocks: readonly Block[], offset: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.span.end.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
