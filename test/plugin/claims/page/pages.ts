import * as fc from 'fast-check';

const TAGS = [
  '<% ini-value a %>',
  '{% ini-value b.c as=raw %}',
  '<%ini-value "d %> e"%>',
  '{% INI-Value f\nas=list %}',
  '<% ini-value a %>30 minutes<% /ini-value %>',
  '{% ini-value a %}`x`{% /ini-value %}',
  '<% ini-ref a.b %>',
  '<% ini-include section=a %>',
  '<% ini-include\n  section="b %> c"\n  optional\n%>',
  '{% ini-table section=a %}',
  '<% /ini-value %>',
  '<%% ini-value a %>',
  String.raw`\<% ini-value a %>`,
  '`<% ini-value code %>`',
];
const BROKEN = [
  '<% ini-value a',
  '<% ini-value "a %>',
  '<% ini-',
  '{%',
  '%}',
  '<%',
  '%>',
  '<% ini-x %>',
];
const INLINE = [
  'word',
  'two words',
  '**bold**',
  '*',
  '_a_',
  '[text](address)',
  '[text](address "title")',
  '![alt](image.png)',
  '[text',
  '](address)',
  ']',
  '[ref]',
  '`code`',
  '``',
  '`',
  '"',
  '\\',
  '&amp;',
  '<https://a.b>',
  '<b title="x">',
  '</b>',
  '<!-- note -->',
  'https://a.b/c',
  '|',
];

const inline: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TAGS) },
  { weight: 1, arbitrary: fc.constantFrom(...BROKEN) },
  { weight: 5, arbitrary: fc.constantFrom(...INLINE) },
);
const separator = fc.constantFrom(' ', ' ', ' ', '', '\n');
const line: fc.Arbitrary<string> = fc
  .array(fc.tuple(inline, separator), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.flat().join('').trim());
const flat = line.map((text) => text.replaceAll('\n', ' '));

const prefixed = (text: string, first: string, rest: string): string =>
  first + text.replaceAll('\n', `\n${rest}`);

/** Blocks of Markdown within each other, with tags in all of them. */
export const structuredPage: fc.Arbitrary<string> = fc
  .letrec<{ block: string; blocks: string }>((tie) => ({
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      line,
      line.map((text) => `para\n${text}`),
      flat.map((text) => `## ${text}`),
      flat.map((text) => `## ${text} ##`),
      line.map((text) => `${text}\n---`),
      fc.constantFrom(...TAGS),
      flat.map((text) => `| h | ${text} |\n|---|---|\n| ${text} | b |`),
      line.map((text) => `\`\`\`ini title="x"\n${text}\n\`\`\``),
      line.map((text) => `~~~\n${text}`),
      line.map((text) => prefixed(text, '    ', '    ')),
      flat.map((text) => `<div>\n${text}\n</div>`),
      flat.map((text) => `<div>\n\n${text}\n\n</div>`),
      flat.map((text) => `<!-- ${text} -->`),
      flat.map((text) => `[ref]: address\n${text}`),
      flat.map((text) => `---\n${text}\n---`),
      tie('blocks').map((text) => prefixed(text, '> ', '> ')),
      tie('blocks').map((text) => prefixed(text, '- ', '  ')),
      tie('blocks').map((text) => prefixed(text, '1. ', '   ')),
      tie('block').map((text) => `> ${text}`),
      tie('block').map((text) => `* ${text}`),
    ),
    blocks: fc
      .array(fc.tuple(tie('block'), fc.constantFrom('\n\n', '\n\n', '\n')), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.flat().join('').replace(/\n+$/, '')),
  }))
  .blocks.chain((text) =>
    fc.constantFrom('\n', '\n', '\r\n').map((end) => text.replaceAll('\n', end)),
  );

/** Pieces of Markdown, MDX and tags in any order. */
export const pageOfPieces: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom('<%', '%>', '{%', '%}', '<%%', '%', '"', "'", '=', '\\', 'ini-', 'ini-value'),
      fc.constantFrom(...TAGS),
      fc.constantFrom(
        '\n',
        '\n\n',
        ' ',
        '    ',
        '\t',
        '\r\n',
        '> ',
        '- ',
        '1. ',
        '# ',
        '| ',
        '|---|',
      ),
      fc.constantFrom(
        'a',
        '`',
        '```',
        '~~~',
        '*',
        '_',
        '[',
        '](',
        ')',
        '![',
        '<',
        '>',
        '<b>',
        '</b>',
      ),
      fc.constantFrom(
        '***',
        '---\n',
        '<!--',
        '-->',
        'é',
        '\u0000',
        '\uFEFF',
        '[a]: b\n',
        '<a@b.c>',
      ),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));
