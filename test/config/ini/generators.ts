import * as fc from 'fast-check';

const LINE_ENDS = ['\n', '\n', '\n', '\r\n', '\r'];
const GAPS = ['', '', ' ', '\t', '  '];
const NAMES = 'a|b|key|a.b|a b|"q"|\'s\'|"x=y"|k[]|a:b|null|__proto__'.split('|');
const SEPARATORS = ['=', '=', '=', ':', ''];
const PLAIN_TEXTS = "|1|true|null|word|two words|x=y|[1,2]|%(x)s|it's|end \\|\\".split('|');
const MARKED_TEXTS = 'http://x/#frag|#fff|a;b|a \\; b|`#raw`|"x;y"'.split('|');
const QUOTED_TEXTS =
  '"q"|\'s\'|\'5432\'|\'[1,2]\'|"open|\'tis|\'it\'s\'|"C:\\path"|"a" and "b"|"""t"""|"{}"|\'{"a":1}\''.split(
    '|',
  );
const COMMENTS = ['', '', '', ' ; c', ' # c', ';c', '#', ' ; "c"', ' ; a = b'];
const SECTIONS =
  'a|b|a.b|a.b.c|a\\.b|"a.b"|a."x.y"|a b|a;b|1,2||a..b|a:b|remote "o.r"|*.{js,py}|__proto__|x.constructor|\'null\'| s '.split(
    '|',
  );
const HEADER_ENDS = [']', ']', ']', ']', '', ']]'];
const REMARKS = '; prose|# prose|;|#|;a = 1|# a = 1|; a = one two three four|;[a]'.split('|');
const ODD_LINES = ['  more', '\tmore \\', 'a\u2028b', 'x = \u0000', '= 1'];

const gap = fc.constantFrom(...GAPS);
const comment = fc.constantFrom(...COMMENTS);
const text = fc.constantFrom(...PLAIN_TEXTS, ...MARKED_TEXTS, ...QUOTED_TEXTS);

const entry = fc
  .tuple(gap, fc.constantFrom(...NAMES), gap, fc.constantFrom(...SEPARATORS), gap, text, comment)
  .map((parts) => parts.join(''));

const header = fc
  .tuple(gap, fc.constantFrom(...SECTIONS), fc.constantFrom(...HEADER_ENDS), comment)
  .map(([indent, path, close, tail]) => `${indent}[${path}${close}${tail}`);

/** One line of an INI file, without line end. */
export const iniLine: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: entry },
  { weight: 2, arbitrary: header },
  { weight: 2, arbitrary: fc.constantFrom(...REMARKS) },
  { weight: 1, arbitrary: gap },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_LINES) },
);

/** A text made of INI lines, well formed or not, of mixed line ends. */
export const iniText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '', '\uFEFF'),
    fc.array(fc.tuple(iniLine, fc.constantFrom(...LINE_ENDS)), { maxLength: 12 }),
    fc.constantFrom('', 'last = 1'),
  )
  .map(([mark, lines, last]) => mark + lines.flat().join('') + last);

/** A text of the characters that mean something in INI files, in any order. */
export const iniCharacters: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...Array.from('abn=;#"\'\\[]. \t\n\n\r:')),
  maxLength: 30,
});
