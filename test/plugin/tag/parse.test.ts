import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTag, readTag } from '../../../plugin/src/tag/parse.ts';
import { TagError } from '../../../plugin/src/tag/tag.ts';
import type { TagChunk } from '../../../plugin/src/tag/tag-text.ts';

/** A tag as `name key=value flag`, with the bare word first. */
function show(source: string | readonly TagChunk[]): string {
  const tag = parseTag(source);
  const attributes = tag.attributes.map(({ name, value }) => {
    if (name === undefined) return `(${value})`;
    return value === true ? name : `${name}=[${value}]`;
  });
  return [`${tag.closing ? '/' : ''}${tag.name}`, ...attributes].join(' ');
}

/** Every mistake as `line:column code`. */
function mistakes(source: string | readonly TagChunk[]): readonly string[] {
  return readTag(source).errors.map(
    ({ code, span }) => `${span.start.line}:${span.start.column}-${span.end.column} ${code}`,
  );
}

describe('parseTag', () => {
  it.each([
    ['<% ini-include section=security %>', 'ini-include section=[security]'],
    ['{% ini-include section=security %}', 'ini-include section=[security]'],
    ['{% ini-include %}', 'ini-include'],
    ['<%ini-include%>', 'ini-include'],
    ['{%INI-Include Section=Security OPTIONAL%}', 'ini-include section=[Security] optional'],
    ['<% ini-include section="a b" title=\'c "d"\' %>', 'ini-include section=[a b] title=[c "d"]'],
    [
      String.raw`<% ini-include title="a \"b\" \\ c \d \| e" %>`,
      String.raw`ini-include title=[a "b" \ c \d | e]`,
    ],
    ['<% ini-include title="100 %> 50 %" optional %>', 'ini-include title=[100 %> 50 %] optional'],
    ['<% ini-include title="{% ini-value a %}" %>', 'ini-include title=[{% ini-value a %}]'],
    ['<% ini-include title=50% %>', 'ini-include title=[50%]'],
    ['<% ini-include\n  section=a\n\tkeys="b,\nc"\n%>', 'ini-include section=[a] keys=[b,\nc]'],
    ['<% ini-include title=%} %>', 'ini-include title=[%}]'],
    ['{% ini-include title=%> %}', 'ini-include title=[%>]'],
    ["<% ini-include title=it's section=x %>", "ini-include title=[it's] section=[x]"],
    ['<% ini-value security.session.idle_timeout %>', 'ini-value (security.session.idle_timeout)'],
    ['<% ini-value "a.b c" as=env-name %>', 'ini-value (a.b c) as=[env-name]'],
    ['<% ini-value hosts."example.com".port %>', 'ini-value (hosts."example.com".port)'],
    ['<% ini-value file as=raw file=app %>', 'ini-value (file) as=[raw] file=[app]'],
    ['<% ini-value Mixed.Case %>', 'ini-value (Mixed.Case)'],
  ])('reads %s', (source, expected) => {
    expect(show(source)).toBe(expected);
  });

  it.each([
    ['<% ini-inclde %>', ['1:4-14 unknown-tag']],
    ['<% ini-include sectoin=a %>', ['1:16-25 unknown-attribute']],
    ['<% ini-include stray %>', ['1:16-21 unknown-attribute']],
    ['<% ini-include "stray" %>', ['1:16-23 unknown-attribute']],
    ['<% ini-include section=a section=b %>', ['1:26-35 repeated-attribute']],
    ['<% ini-include section=a SECTION=b %>', ['1:26-35 repeated-attribute']],
    ['<% ini-include section %>', ['1:16-23 missing-value']],
    ['<% ini-include section= file=a %>', ['1:16-24 missing-value']],
    ['<% ini-include section="" %>', ['1:16-26 missing-value']],
    ['<% ini-include optional=true %>', ['1:25-29 unexpected-value']],
    ['<% ini-include depth=slef %>', ['1:22-26 invalid-value']],
    ['<% ini-include section="a"b %>', ['1:27-28 malformed-attribute']],
    ['<% ini-include =a %>', ['1:16-18 malformed-attribute']],
    ['<% ini-value a.b as = raw %>', ['1:18-26 malformed-attribute']],
    ['<% ini-value a.b as =raw file=x %>', ['1:18-25 malformed-attribute']],
    ['<% ini-value a.b + 1 - c.d %>', ['1:18-19 unknown-attribute']],
    ['<% ini-value a.b as=RAW %>', []],
    ['<% ini-value %>', ['1:4-13 missing-key']],
    ['<% ini-value "" %>', ['1:14-16 missing-key']],
    ['<% ini-value key=a.b %>', ['1:14-21 unknown-attribute']],
    ['<% ini-value as=raw a.b %>', ['1:4-13 missing-key', '1:21-24 unknown-attribute']],
    ['<% ini-value a.b c.d %>', ['1:18-21 unknown-attribute']],
    ['<% /ini-value %>', ['1:1-17 unexpected-closing-tag']],
    ['<% ini-value a.b', ['1:1-3 unclosed-tag']],
    ['<% ini-value a.b %}', ['1:1-3 unclosed-tag']],
    ['{% ini-value a.b %>', ['1:1-3 unclosed-tag']],
    ['<% ini-value a <% ini-value b %>', ['1:1-3 unclosed-tag']],
    ['<% ini-include title="a %>', ['1:22-23 unclosed-quote']],
    ['<% ini-include title="a\n\n%>', ['1:22-23 unclosed-quote']],
    ['<% ini-include title="a %> and "b" %', ['1:22-23 unclosed-quote']],
    ['<% ini-include title="a\n  <% ini-include %>', ['1:22-23 unclosed-quote']],
    [
      '<% ini-include\n depth=x\n  foo=1 title %>',
      ['2:8-9 invalid-value', '3:3-8 unknown-attribute', '3:9-14 missing-value'],
    ],
  ])('finds what is wrong with %s', (source, expected) => {
    expect(mistakes(source)).toEqual(expected);
  });

  it.each([
    [
      '<% ini-inclde %>',
      'Unknown tag `ini-inclde`; expected `ini-include`, `ini-value`, `ini-ref`, `ini-table` or `ini-diff`; did you mean `ini-include`?',
    ],
    [
      '<% ini-value a as=duratoin %>',
      'expected `duration`, `bytes`, `raw`, `list` or `env-name`; did you mean `duration`?',
    ],
    ['<% ini-include sectoin=a %>', 'did you mean `section`?'],
    ['<% ini-include optional=yes %>', 'Attribute `optional` takes no value; write it alone'],
    ['<% ini-include depth %>', 'Attribute `depth` needs a value; expected `all` or `self`'],
    [
      '<% ini-value key=a %>',
      'written without a name: `<% ini-value security.session.idle_timeout %>`',
    ],
    ['<% ini-value a - b %>', 'An expression stands in quotes: `<% ini-value "a - b" %>`'],
    [
      '<% ini-diff base=a %>',
      '`ini-diff` needs the attribute `with`; write `with=…` or `with="…"`',
    ],
    [
      '<% /ini-value %>',
      '`<% ini-value security.session.idle_timeout %>30 minutes<% /ini-value %>`',
    ],
  ])('says what would be right: %s', (source, message) => {
    expect(() => parseTag(source)).toThrow(message);
  });

  it.each([
    '<b>',
    '{x}',
    '{% if x %}',
    '<%= x %>',
    '<% include a %>',
    '<%% ini-value a %>',
    '',
    '<% ini',
  ])('takes %j for no tag', (source) => {
    expect(mistakesOrThrow(source)).toBe('not-a-tag');
  });

  it('gives positions on the page, whatever prefix a line has', () => {
    // > <% ini-include
    // >   section=a
    // > %>
    const tag = parseTag([
      { text: '<% ini-include', start: { line: 10, column: 3, offset: 102 } },
      { text: 'section=a', start: { line: 11, column: 5, offset: 121 } },
      { text: '%>', start: { line: 12, column: 3, offset: 133 } },
    ]);
    expect(tag.span).toEqual({
      start: { line: 10, column: 3, offset: 102 },
      end: { line: 12, column: 5, offset: 135 },
    });
    expect(tag.nameSpan.start).toEqual({ line: 10, column: 6, offset: 105 });
    expect(tag.attributes[0]?.span.start).toEqual({ line: 11, column: 5, offset: 121 });
    expect(tag.attributes[0]?.valueSpan).toEqual({
      start: { line: 11, column: 13, offset: 129 },
      end: { line: 11, column: 14, offset: 130 },
    });
    expect(tag.source).toBe('<% ini-include\nsection=a\n%>');
  });

  it.each(['\n', '\r\n', '\r'])('counts lines that end in %j', (end) => {
    const source = `<% ini-include${end} section=a %>`;
    const valueSpan = parseTag(source).attributes[0]?.valueSpan;
    expect([valueSpan?.start.line, valueSpan?.start.column]).toEqual([2, 10]);
    expect(source.slice(valueSpan?.start.offset, valueSpan?.end.offset)).toBe('a');
  });

  it('leaves what follows the closer alone', () => {
    expect(parseTag('<% ini-include %> text %>').source).toBe('<% ini-include %>');
  });

  it('refuses a tag that goes on for more than 100 lines or 8192 characters', () => {
    expect(show(`<% ini-include${'\n'.repeat(99)}%>`)).toBe('ini-include');
    expect(mistakes(`<% ini-include${'\n'.repeat(100)}%>`)).toEqual(['1:1-3 unclosed-tag']);
    expect(show(`<% ini-include title=${'x'.repeat(8192 - 24)} %>`)).toMatch(/^ini-include title=/);
    expect(mistakes(`<% ini-include title=${'x'.repeat(8192 - 23)} %>`)).toEqual([
      '1:1-3 unclosed-tag',
    ]);
  });

  it('keeps attribute names as data', () => {
    const source = '<% ini-include __proto__=a constructor=b prototype %>';
    expect(mistakes(source).map((mistake) => mistake.split(' ')[1])).toEqual([
      'unknown-attribute',
      'unknown-attribute',
      'unknown-attribute',
    ]);
  });

  it('reads any value back that was quoted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (value) => {
        fc.pre(value !== '' && !/\r|^[ \t]*[<{]%/m.test(value));
        const quoted = value.replaceAll(/["\\]/g, String.raw`\$&`);
        const { tag } = readTag(`<% ini-include title="${quoted}" %>`);
        expect(tag.attributes[0]?.value).toBe(value);
      }),
    );
  });

  it('never throws anything but a TagError', () => {
    const pieces = [
      '<%',
      '%>',
      '{%',
      '%}',
      ' ',
      '\n',
      '"',
      "'",
      '=',
      '\\',
      '%',
      '/',
      'ini-',
      'ini-value',
      'ini-include',
      'section',
      'a.b',
      'é',
      '<',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        expect(typeof mistakesOrThrow(`<%${parts.join('')}`)).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});

function mistakesOrThrow(source: string): string {
  try {
    return mistakes(source).join();
  } catch (error) {
    if (error instanceof TagError) return error.code;
    throw error;
  }
}
