import type { BlockDraft, EntryDraft } from './blocks.ts';
import type { Check } from './keys.ts';

/** `a: b = 1`, `tox>=3`: another character was meant to separate. */
const SUSPICIOUS_KEY = /[<>!~+:]$|:\s/;

/** Reports lines that read well, but most likely not as they were meant. */
export function checkSuspicious(check: Check): void {
  let above: BlockDraft | undefined;
  for (const block of check.blocks) {
    if (block.kind === 'header') checkHeader(check, block);
    if (block.kind === 'entry' && block.entry) checkEntry(check, block.entry, above);
    above = block;
  }
}

function checkHeader({ source, report }: Check, { start, end, section }: BlockDraft): void {
  if (section.some((segment) => segment.includes(','))) {
    report('suspicious-header', start, start + source.slice(start, end).trimEnd().length);
  }
}

function checkEntry(check: Check, entry: EntryDraft, above: BlockDraft | undefined): void {
  const { source, report } = check;
  const { key, start, end, isFlag } = entry.reading;
  if (isFlag) {
    if (!isContinuation(check, entry, above)) return;
    report('suspicious-continuation', start, end);
  } else if (SUSPICIOUS_KEY.test(source.slice(key.nameStart, key.nameEnd))) {
    report('suspicious-separator', start, key.nameEnd);
  }
}

function isContinuation(check: Check, flag: EntryDraft, above: BlockDraft | undefined): boolean {
  if (above?.kind !== 'entry' || !above.entry) return false;
  const isIndented = columnOf(check, flag) > columnOf(check, above.entry);
  return isIndented || check.source.charAt(above.entry.reading.value.end - 1) === '\\';
}

function columnOf({ counter }: Check, entry: EntryDraft): number {
  return counter.at(entry.reading.start).column;
}
