import { isUtf8, type Buffer } from 'node:buffer';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Bytes as text. */
export interface DecodedText {
  /** The text; what is not UTF-8 reads as U+FFFD. A byte order mark is kept. */
  readonly text: string;
  /** Offsets in `text` of the first character of each line that is not UTF-8. */
  readonly invalid: readonly number[];
}

/** Decodes UTF-8 (RFC 3629) and tells where it is none, for at most `limit` lines. */
export function decodeUtf8(bytes: Buffer, limit: number): DecodedText {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return { text, invalid: [] };
  const invalid: number[] = [];
  let offset = 0;
  for (let start = 0; start < bytes.length && invalid.length < limit;) {
    const end = lineEnd(bytes, start);
    const line = bytes.subarray(start, end);
    if (!isUtf8(line)) invalid.push(offset + validLength(line));
    offset += line.toString('utf8').length + 1;
    start = end + 1;
  }
  return { text, invalid };
}

/** The index of the next line end, or the length. In UTF-8 its bytes are in no other character. */
function lineEnd(bytes: Buffer, start: number): number {
  for (let index = start; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === LINE_FEED || byte === CARRIAGE_RETURN) return index;
  }
  return bytes.length;
}

/** How many UTF-16 units of a line are right before the first wrong byte; found by binary search. */
function validLength(line: Buffer): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decodeStart(line.subarray(0, middle)) === undefined) high = middle - 1;
    else low = middle;
  }
  return decodeStart(line.subarray(0, low))?.length ?? 0;
}

/** The whole characters at the start of a text, `undefined` when there is a wrong byte. A cut-off last one is no error. */
function decodeStart(bytes: Buffer): string | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
