import type { Reading } from './reading.ts';

/** Everything that YAML 1.2.2 §5.1 does not let stand in a file; lone surrogates are no characters at all. */
const FORBIDDEN = /[^\t\n\r\x20-\x7E\x85\xA0-\uFFFD\u{10000}-\u{10FFFF}]|\p{Surrogate}/gu;

/** Reports the first character of each line that may not stand in a YAML file. */
export function reportControlCharacters(reading: Reading): void {
  let lastLine = 0;
  for (const { index } of reading.text.matchAll(FORBIDDEN)) {
    const span = reading.span(index, index + 1);
    if (span.start.line === lastLine) continue;
    lastLine = span.start.line;
    const expected = 'text; in a double-quoted string an escape such as `\\x07`';
    reading.report('control-character', 'Control character in the line', span, { expected });
  }
}
