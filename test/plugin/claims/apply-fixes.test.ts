import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../plugin/src/claims/apply-fixes.ts';
import type { Finding, TextEdit } from '../../../plugin/src/claims/finding.ts';
import { unifiedDiff } from '../../../plugin/src/claims/unified-diff.ts';

function findingWith(...edits: readonly TextEdit[]): Finding {
  const fix = { description: 'Write it', edits };
  return { code: 'stale-copy', severity: 'error', message: 'm', file: 'a.md', fix };
}

const page = fc
  .array(fc.constantFrom('one', 'two ', '\n', '\r\n', 'ä', '\u{1F600}', '\uFEFF', '`x`'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));

const edits = fc.array(
  fc.record({ start: fc.nat(60), length: fc.nat(6), text: fc.constantFrom('', 'NEW', 'a\nb') }),
  { maxLength: 6 },
);

describe('fixes', () => {
  it('are applied from several findings at once', () => {
    const { text } = applyFixes('one two three', [
      findingWith({ start: 8, end: 13, text: '3' }),
      findingWith({ start: 0, end: 3, text: '1' }),
    ]);
    expect(text).toBe('1 two 3');
  });

  it('that overlap wait for the next run, as a whole', () => {
    const { text } = applyFixes('one two three', [
      findingWith({ start: 0, end: 7, text: 'A' }),
      findingWith({ start: 4, end: 5, text: 'B' }, { start: 8, end: 9, text: 'C' }),
    ]);
    expect(text).toBe('A three');
  });

  it('write line ends as the page has them', () => {
    expect(applyFixes('a\r\nb', [findingWith({ start: 3, end: 4, text: 'x\ny' })]).text).toBe(
      'a\r\nx\r\ny',
    );
  });

  it('that lie outside the text are not applied', () => {
    expect(applyFixes('ab', [findingWith({ start: 1, end: 9, text: 'x' })])).toEqual({
      text: 'ab',
      edits: [],
    });
  });

  it('touch no other character', () => {
    fc.assert(
      fc.property(page, edits, (text, wanted) => {
        const findings = wanted.map(({ start, length, text: with_ }) =>
          findingWith({ start, end: start + length, text: with_ }),
        );
        const fixed = applyFixes(text, findings);
        let from = 0;
        let to = 0;
        for (const edit of fixed.edits) {
          const kept = edit.start - from;
          expect(fixed.text.slice(to, to + kept)).toBe(text.slice(from, edit.start));
          expect(fixed.text.slice(to + kept, to + kept + edit.text.length)).toBe(edit.text);
          from = edit.end;
          to += kept + edit.text.length;
        }
        expect(fixed.text.slice(to)).toBe(text.slice(from));
      }),
    );
  });
});

describe('the diff of fixes', () => {
  it('is what diff -u prints', () => {
    const text = '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15';
    const at = (line: string): number => text.indexOf(`\n${line}`) + 1;
    const diff = unifiedDiff('a.md', text, [
      { start: at('5'), end: at('5') + 1, text: 'five' },
      { start: at('15'), end: at('15') + 2, text: 'last' },
    ]);
    expect(diff).toBe(`--- a.md
+++ a.md
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
@@ -12,4 +12,4 @@
 12
 13
 14
-15
\\ No newline at end of file
+last
\\ No newline at end of file
`);
  });

  it('is empty when nothing changes', () => {
    expect(unifiedDiff('a.md', 'a\n', [])).toBe('');
  });
});
