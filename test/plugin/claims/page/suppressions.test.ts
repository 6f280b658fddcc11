import { describe, expect, it } from 'vitest';
import { readPage } from '../../../../plugin/src/claims/page/read-page.ts';
import type { ReadPageOptions } from '../../../../plugin/src/claims/page/read-page.ts';

/** Suppressions as `codes: reason` with the text that they cover. */
function suppressions(
  text: string,
  path = 'page.md',
  options: ReadPageOptions = {},
): readonly (readonly [string, string])[] {
  return readPage(text, path, options).suppressions.map(({ codes, reason, covers }) => [
    `${codes.join(',')}: ${reason}`,
    text.slice(covers.start.offset, covers.end.offset),
  ]);
}

describe('a suppression', () => {
  it.each([
    ['a paragraph', '<!-- lockstep-ignore a: b -->\nc\nd\n\ne', 'c\nd\n'],
    ['a heading', '<!-- lockstep-ignore a: b -->\n\n# c\n\nd', '# c\n'],
    ['a whole list', '<!-- lockstep-ignore a: b -->\n- c\n\n- d\n\ne', '- c\n\n- d\n\n'],
    ['a table', '<!-- lockstep-ignore a: b -->\n| c |\n|---|\n| d |\n\ne', '| c |\n|---|\n| d |\n'],
    ['a fence', '<!-- lockstep-ignore a: b -->\n```\nc\n```\nd', '```\nc\n```\n'],
    [
      'a directive',
      '<!-- lockstep-ignore a: b -->\n:::note\nc\n\nd\n:::\ne',
      ':::note\nc\n\nd\n:::\n',
    ],
    ['what follows other comments', '<!-- lockstep-ignore a: b -->\n<!-- x -->\n\nc', 'c'],
    ['nothing at the end of a quote', '> <!-- lockstep-ignore a: b -->\n\nc', ''],
    [
      'its own paragraph',
      'c <!-- lockstep-ignore a: b -->\nd\n\ne',
      'c <!-- lockstep-ignore a: b -->\nd\n',
    ],
    [
      'its own row',
      '| c | d |\n|---|---|\n| e | f <!-- lockstep-ignore a: b --> |\n| g | h |',
      '| e | f <!-- lockstep-ignore a: b --> |\n',
    ],
    ['an item, in it', '- <!-- lockstep-ignore a: b -->\n  c\n- d', '  c\n'],
  ])('covers %s', (_, text, covered) => {
    expect(suppressions(text)).toEqual([['a: b', covered]]);
  });

  it('of an admonition of MkDocs covers all of it', () => {
    const text = '<!-- lockstep-ignore a: b -->\n!!! note\n    c\n\n    d\n\ne';
    const options = { admonitions: 'mkdocs' } as const;
    expect(suppressions(text, 'page.md', options)).toEqual([
      ['a: b', '!!! note\n    c\n\n    d\n'],
    ]);
  });

  it('of a file covers the page', () => {
    const text = 'a\n\n<!-- lockstep-ignore-file: a changelog -->\n\nb\n';
    expect(suppressions(text)).toEqual([[': a changelog', text]]);
  });

  it('of a fence stands in its info string', () => {
    const text = '```ini lockstep-ignore="a bad example"\na\n```\nb';
    expect(suppressions(text)).toEqual([
      [': a bad example', '```ini lockstep-ignore="a bad example"\na\n```'],
    ]);
  });

  it.each([
    ['{/* lockstep-ignore a: b */}\n\nc', 'c'],
    ['{/*\n  lockstep-ignore a: b\n*/}\nc', 'c'],
    ['<Note>\n  {/* lockstep-ignore a: b */}\n  - c\n</Note>', '  - c\n'],
    ['<!-- lockstep-ignore a: b -->\n\nc', 'c'],
  ])('is a comment of MDX: %s', (text, covered) => {
    expect(suppressions(text, 'page.mdx')).toEqual([['a: b', covered]]);
  });

  it.each([
    ['<!-- lockstep-ignore a, b: c: d -->\nx', 'a,b: c: d'],
    ['<!--lockstep-ignore a b:c-->\nx', 'a,b: c'],
    ['<!-- lockstep-ignore -->\nx', ': undefined'],
    ['<!-- lockstep-ignore a -->\nx', 'a: undefined'],
    ['<!-- lockstep-ignore a:  -->\nx', 'a: undefined'],
    ['<!--\nlockstep-ignore a:\n  b\n  c\n-->\nx', 'a: b c'],
  ])('has codes and a reason: %s', (text, expected) => {
    expect(suppressions(text).map(([request]) => request)).toEqual([expected]);
  });

  it.each([
    '<!-- lockstep-ignored a: b -->\nx',
    '`<!-- lockstep-ignore a: b -->`',
    '```\n<!-- lockstep-ignore a: b -->\n```',
  ])('is none: %s', (text) => {
    expect(suppressions(text)).toEqual([]);
  });
});
