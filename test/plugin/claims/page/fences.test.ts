import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../../../plugin/src/claims/page/read-page.ts';
import { describeRuns, spanText } from './outline.ts';
import { structuredPage } from './pages.ts';

/** Fences as `span lang|meta|text`. */
function fences(text: string, path = 'page.md'): readonly string[] {
  return readPage(text, path).fences.map(({ lang, meta, text: content, span }) =>
    [spanText(span), [lang, meta, content].join('|')].join(' '),
  );
}

describe('fences', () => {
  it.each([
    ['backticks', '```INI title="a b" {1}\na = 1\n```', '1:1-3:4 ini|title="a b" {1}|a = 1'],
    ['tildes', '~~~\n```\n~~~~', '1:1-3:5 |||```'.replace('|||', '||')],
    ['nothing in it', '```yaml\n```', '1:1-2:4 yaml||'],
    ['blank lines', '```\n\na\n\n```', '1:1-5:4 ||\na\n'],
    ['left open', '```ini\na = 1\n', '1:1-2:6 ini||a = 1'],
    ['indentation', '  ```\n   a\n b\n  ```', '1:3-4:6 || a\nb'],
    ['in a list', '- ```ini\n  a = 1\n    b\n  ```', '1:3-4:6 ini||a = 1\n  b'],
    ['in a quote', '> ~~~ini\n> a\n>\n>  b\nc', '1:3-4:5 ini||a\n\n b'],
    ['with tabs', '-\t```\n\ta\n\t\tb\n\t```', '1:3-4:5 ||a\n\tb'],
    ['CRLF', '```ini\r\na = 1\r\nb = 2\r\n```\r\n', '1:1-4:4 ini||a = 1\nb = 2'],
  ])('with %s', (_, markdown, expected) => {
    expect(fences(markdown)).toEqual([expected]);
  });

  it('stand at any indentation in MDX', () => {
    const markdown =
      '<Tabs>\n    <Tab>\n      ```ini\n      a\n    b\n        ```\n    </Tab>\n</Tabs>';
    expect(fences(markdown, 'page.mdx')).toEqual(['3:7-6:12 ini||a\nb']);
  });

  it('have the text before them, if nothing comes between', () => {
    const page = readPage(
      'Set `a`:\n\n```\nb\n```\n\n```\nc\n```\n\n## d\n\n```\ne\n```',
      'page.md',
    );
    const intros = page.fences.map(({ intro }) => intro && describeRuns(intro));
    expect(intros).toEqual(['Set |`a`|:', undefined, undefined]);
  });

  it('know where their lines start on the page', () => {
    fc.assert(
      fc.property(structuredPage, (text) => {
        const page = readPage(text, 'page.md');
        for (const fence of page.fences) {
          const lines = fence.text.split('\n');
          expect(fence.lineStarts).toHaveLength(lines.length);
          for (const [index, line] of lines.entries()) {
            const start = fence.lineStarts[index] ?? -1;
            expect(page.text.slice(start, start + line.length)).toBe(line);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
