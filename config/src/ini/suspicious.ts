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
  if (isFlag ? isContinuation(check, entry, above) : isAfterBackslash(check, entry, above)) {
    report('suspicious-continuation', start, end);
  } else if (isFlag) {
    return;
  } else if (SUSPICIOUS_KEY.test(source.slice(key.nameStart, key.nameEnd))) {
    report('suspicious-separator', start, key.nameEnd);
  }
}

function isContinuation(check: Check, entry: EntryDraft, above: BlockDraft | undefined): boolean {
  return isIndented(check, entry, above) || endsWithBackslash(check, above);
}

/** `key = value` may be a key of its own below `dir = C:\\temp\\`, unless it is indented as well. */
function isAfterBackslash(check: Check, entry: EntryDraft, above: BlockDraft | undefined): boolean {
  return isIndented(check, entry, above) && endsWithBackslash(check, above);
}

function isIndented(check: Check, entry: EntryDraft, above: BlockDraft | undefined): boolean {
  if (above?.kind !== 'entry' || !above.entry) return false;
  return columnOf(check, entry) > columnOf(check, above.entry);
}

function endsWithBackslash({ source }: Check, above: BlockDraft | undefined): boolean {
  return (
    above?.kind === 'entry' && source.charAt((above.entry?.reading.value.end ?? 0) - 1) === '\\'
  );
}

function columnOf({ counter }: Check, entry: EntryDraft): number {
  return counter.at(entry.reading.start).column;
}
