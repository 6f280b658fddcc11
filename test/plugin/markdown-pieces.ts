/** What tags are made of. */
export const TAG_PIECES = [
  '<%',
  '%>',
  '{%',
  '%}',
  '<%%',
  '%',
  '"',
  "'",
  '=',
  '\\',
  'ini-',
  'ini-value',
] as const;

/** What lines and blocks of Markdown begin with. */
export const LINE_PIECES = [
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
] as const;

/** What running text of Markdown is made of. */
export const TEXT_PIECES = [
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
] as const;
