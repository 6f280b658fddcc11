import * as fc from 'fast-check';

/** A configuration as a tree, with a way to write each value in either format. */
export interface Table {
  readonly [key: string]: Written | readonly Written[] | Table;
}

/** One value and the style to write it in, where that style can say it. */
class Written {
  readonly text: string;
  readonly style: Style;

  constructor(text: string, style: Style) {
    this.text = text;
    this.style = style;
  }

  toJSON(): string {
    return this.text;
  }
}

type Style = 'plain' | 'single' | 'double' | 'literal';

const PLAIN = /^[A-Za-z0-9_./@-][A-Za-z0-9_./@:=$(){}*-]*$/;
const NULLS = /^(?:null|Null|NULL|~|)$/;
const ONE_LINE = /^[\x20-\x7E\u00A0-\u{10FFFF}]*$/u;

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$|^[A-Z][A-Z0-9]{0,5}$|^[a-z]+-[0-9]$/);
const text = fc.oneof(
  fc.constantFrom(
    '8080',
    'true',
    'off',
    '0x1F',
    '1e3',
    '30m',
    '',
    'null',
    '~',
    '#',
    'a # b',
    'a ; b',
  ),
  fc.constantFrom(
    'http://x/#frag',
    '${HOST:-here}',
    'C:\\temp',
    '"quoted"',
    "it's",
    ' padded ',
    'a=b',
    '- x',
  ),
  fc.constantFrom(
    'one\ntwo',
    'a: b',
    '[x]',
    '{y}',
    '@at',
    '%(x)s',
    'é😀',
    '*star',
    '&and',
    '!bang',
    '__proto__',
  ),
  fc.string({ maxLength: 16 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const written = fc
  .tuple(text, fc.constantFrom<Style>('plain', 'single', 'double', 'literal'))
  .map(([value, style]) => new Written(value, style));

/** Nested tables of values and lists; neither is ever empty, since INI cannot write that. */
export const table: fc.Arbitrary<Table> = fc.letrec<{ table: Table }>((tie) => ({
  table: fc.dictionary(
    name,
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      written,
      fc.array(written, { minLength: 1, maxLength: 3 }),
      tie('table'),
    ),
    { minKeys: 1, maxKeys: 5, noNullPrototype: true },
  ),
})).table;

/** The values by key path. */
export function flatten(tree: Table, path: readonly string[] = []): Map<string, string | string[]> {
  const flat = new Map<string, string | string[]>();
  for (const [key, value] of Object.entries(tree)) {
    const here = [...path, key];
    if (value instanceof Written) flat.set(here.join('.'), value.text);
    else if (isList(value))
      flat.set(
        here.join('.'),
        value.map((item) => item.text),
      );
    else for (const [inner, found] of flatten(value, here)) flat.set(inner, found);
  }
  return flat;
}

/** The tree as an INI file of the default dialect. */
export function writeIni(tree: Table, path: readonly string[] = []): string {
  const lines: string[] = [];
  const tables: string[] = [];
  for (const [key, value] of Object.entries(tree)) {
    if (value instanceof Written) lines.push(`${key} = ${iniValue(value)}`);
    else if (isList(value)) for (const item of value) lines.push(`${key}[] = ${iniValue(item)}`);
    else tables.push(writeIni(value, [...path, key]));
  }
  const header = path.length > 0 && lines.length > 0 ? [`[${path.join('.')}]`] : [];
  return [...header, ...lines, ...tables].join('\n');
}

/** The tree as a YAML file. */
export function writeYaml(tree: Table, indent = ''): string {
  const lines: string[] = [];
  for (const [key, value] of Object.entries(tree)) {
    if (value instanceof Written) lines.push(`${indent}${key}: ${yamlValue(value, indent)}`);
    else if (isList(value)) {
      const items = value.map((item) => `${indent}  - ${yamlValue(item, `${indent}  `)}`);
      lines.push(`${indent}${key}:`, ...items);
    } else lines.push(`${indent}${key}:`, writeYaml(value, `${indent}  `));
  }
  return lines.join('\n');
}

function iniValue({ text: value, style }: Written): string {
  if (style === 'plain' && PLAIN.test(value)) return value;
  return JSON.stringify(value);
}

function yamlValue({ text: value, style }: Written, indent: string): string {
  if (style === 'plain' && PLAIN.test(value) && !NULLS.test(value) && !/:$|^[-@]/.test(value))
    return value;
  if (style === 'single' && ONE_LINE.test(value)) return `'${value.replaceAll("'", "''")}'`;
  const lines = value.split('\n');
  const isBlock = lines.every((line) => ONE_LINE.test(line) && /^\S/.test(line));
  if (style === 'literal' && isBlock) {
    return `|-\n${lines.map((line) => `${indent}  ${line}`).join('\n')}`;
  }
  return JSON.stringify(value);
}

function isList(value: readonly Written[] | Table): value is readonly Written[] {
  return Array.isArray(value);
}
