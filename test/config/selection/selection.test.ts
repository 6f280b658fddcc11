import {
  findSection,
  keyNames,
  parseIni,
  parseYaml,
  printDocument,
  sectionNames,
  selectBlocks,
  type ConfigDocument,
  type Selection,
} from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const ini = (source: string): ConfigDocument => parseIni(source, { file: 'app.ini' });
const yaml = (source: string): ConfigDocument => parseYaml(source, { file: 'app.yaml' });
const select = (document: ConfigDocument, selection: Selection): string =>
  printDocument({ ...document, blocks: selectBlocks(document, selection) });

const APP = ini(`; Settings of the application.

name = Lockstep

; What protects it.
[security] ; read this
; Signs cookies.
secret_key = "\${SECRET_KEY}"
;secret_key = changeme

; A free remark.

csrf_protection = true

; How sessions end.
[security.session]
idle_timeout = 30m
; For banks.
absolute_timeout = 8h


[security_extra]
on = true
; Defaults for all connections.
[db.default]
host = localhost
`);

const APP_YAML = yaml(`# Settings of the application.
name: Lockstep

# What protects it.
security: # read this
  # Signs cookies.
  secret_key: \${SECRET_KEY}

  csrf_protection: true
  # How sessions end.
  session:
    idle_timeout: 30m
    # For banks.
    absolute_timeout: 8h
  origins: # exact
    - https://a.example
    - https://b.example
security_extra:
  on: true
db:
  default:
    host: localhost
`);

describe('a section', () => {
  test('comes with its header, comments and sub-sections, and with nothing of its neighbours', () => {
    expect(select(APP, { section: ['security'] })).toBe(`; What protects it.
[security] ; read this
; Signs cookies.
secret_key = "\${SECRET_KEY}"
;secret_key = changeme

; A free remark.

csrf_protection = true

; How sessions end.
[security.session]
idle_timeout = 30m
; For banks.
absolute_timeout = 8h
`);
  });

  test('keeps the comment above its header, which its predecessor does not show', () => {
    expect(select(APP, { section: ['security_extra'] })).toBe('[security_extra]\non = true\n');
    expect(select(APP, { section: ['db'] })).toBe(
      '; Defaults for all connections.\n[db.default]\nhost = localhost\n',
    );
  });

  test('leaves out what is below with depth self', () => {
    const text = select(APP, { section: ['security'], depth: 'self' });
    expect(text).toContain('csrf_protection');
    expect(text).not.toContain('session');
    expect(text.endsWith('csrf_protection = true\n')).toBe(true);
  });

  test('is a valid slice in YAML, with the headers above it and without their comments', () => {
    expect(select(APP_YAML, { section: ['security', 'session'] })).toBe(`security: # read this
  # How sessions end.
  session:
    idle_timeout: 30m
    # For banks.
    absolute_timeout: 8h
`);
  });

  test('works in YAML like in INI', () => {
    expect(select(APP_YAML, { section: ['security'], depth: 'self' })).toBe(`# What protects it.
security: # read this
  # Signs cookies.
  secret_key: \${SECRET_KEY}

  csrf_protection: true
  origins: # exact
    - https://a.example
    - https://b.example
`);
    expect(select(APP_YAML, { section: ['db'] })).toBe('db:\n  default:\n    host: localhost\n');
  });

  test('without any key shows its header', () => {
    const document = ini('[a]\n[b]\n; nothing yet\n\n[c]\nx = 1\n');
    expect(select(document, { section: ['b'] })).toBe('[b]\n; nothing yet\n');
    expect(select(document, { section: ['b'], keys: ['x'] })).toBe('');
  });

  test('that was opened twice is shown whole, each part under its own header', () => {
    const document = ini('[a]\nx = 1\n[b]\ny = 1\n[a]\nz = 2\n');
    expect(select(document, { section: ['a'] })).toBe('[a]\nx = 1\n[a]\nz = 2\n');
    expect(select(document, { section: ['a'], keys: ['z'] })).toBe('[a]\nz = 2\n');
  });

  test('of a dialect without nesting is found by its dotted name', () => {
    const document = parseIni('[*.{js,py}]\nindent_style = space\n', {
      file: '.editorconfig',
      dialect: 'editorconfig',
    });
    expect(select(document, { section: ['*', '{js,py}'] })).toContain('indent_style');
  });

  test('in a YAML flow map takes the whole line', () => {
    const document = yaml('limits: {requests: 100, window: 60s}\nother: 1\n');
    expect(select(document, { section: ['limits'] })).toBe(
      'limits: {requests: 100, window: 60s}\n',
    );
  });
});

describe('keys', () => {
  test('are chosen by name or relative path, with their comments and headers', () => {
    expect(select(APP, { section: ['security'], keys: ['*_timeout'], except: ['abs*'] })).toBe(
      '; How sessions end.\n[security.session]\nidle_timeout = 30m\n',
    );
    expect(select(APP, { section: ['security'], keys: ['session.abs*'] })).toBe(
      '; How sessions end.\n[security.session]\n; For banks.\nabsolute_timeout = 8h\n',
    );
    expect(select(APP_YAML, { keys: ['security.origins'] })).toBe(
      '# What protects it.\nsecurity: # read this\n  origins: # exact\n    - https://a.example\n    - https://b.example\n',
    );
  });

  test('left out take their comments and commented-out forms with them', () => {
    const text = select(APP, { section: ['security'], depth: 'self', except: ['secret_*'] });
    expect(text).toBe(
      '; What protects it.\n[security] ; read this\n; A free remark.\n\ncsrf_protection = true\n',
    );
  });

  test('that are commented out can be asked for', () => {
    const document = ini(
      '[server]\n# The port to use.\n;http_port = 3000\n\n# The address.\n;host = x\n',
    );
    expect(select(document, { section: ['server'], keys: ['http_port'] })).toBe(
      '[server]\n# The port to use.\n;http_port = 3000\n',
    );
    expect(select(document, { section: ['server'], keys: ['http_port'], comments: 'none' })).toBe(
      '',
    );
  });

  test('match by case', () => {
    expect(select(APP, { keys: ['NAME'] })).toBe('');
  });
});

describe('comments', () => {
  test('leading keeps only those directly above something shown', () => {
    expect(select(APP, { section: ['security'], depth: 'self', comments: 'leading' })).toBe(
      `; What protects it.
[security] ; read this
; Signs cookies.
secret_key = "\${SECRET_KEY}"

csrf_protection = true
`,
    );
  });

  test('none keeps no comment line', () => {
    expect(select(APP, { comments: 'none' })).not.toMatch(/^[;#]/m);
  });
});

test('blank lines are kept as written inside, dropped at the ends, and joined around a gap', () => {
  const document = ini('\n\na = 1\n\n\nb = 2\n\nc = 3\n\n\nd = 4\n\n');
  expect(select(document, {})).toBe('a = 1\n\n\nb = 2\n\nc = 3\n\n\nd = 4\n');
  expect(select(document, { except: ['b', 'c'] })).toBe('a = 1\n\nd = 4\n');
  const windows = ini('a = 1\r\n\r\n\r\nb = 2\r\nc = 3\r\n');
  expect(select(windows, { except: ['b'] })).toBe('a = 1\r\n\r\nc = 3\r\n');
});

test('names for "did you mean" hold sections without a header and relative keys', () => {
  expect(sectionNames(APP)).toEqual([
    'security',
    'security.session',
    'security_extra',
    'db',
    'db.default',
  ]);
  expect(sectionNames(APP_YAML)).toEqual(sectionNames(APP));
  expect(keyNames(APP, ['security'])).toEqual([
    'secret_key',
    'csrf_protection',
    'session.idle_timeout',
    'session.absolute_timeout',
  ]);
  expect(keyNames(APP)).toContain('db.default.host');
});

test('a section that does not exist differs from one in which nothing matches', () => {
  expect(findSection(APP, ['securty'])).toBeUndefined();
  expect(findSection(APP, ['name'])).toBeUndefined();
  expect(findSection(APP, ['db'])).toEqual(['db']);
  expect(selectBlocks(APP, { section: ['db'], keys: ['port'] })).toEqual([]);
  expect(select(APP, { section: ['sec'] })).toBe('');
});

/** The keys that are set, in source order. */
const live = (entries: ConfigDocument['entries']): string[] =>
  entries.filter((entry) => !entry.disabled).map((entry) => entry.path.join('.'));

describe('whatever the file', () => {
  const key = fc.constantFrom('a', 'b', 'c_x', 'd');
  const line = fc.oneof(
    fc.constantFrom('', '; note', '# other', '[a]', '[a.b]', '[c]', ';b = 2', '   '),
    key.map((name) => `${name} = 1`),
  );
  const document = fc.array(line, { maxLength: 25 }).map((lines) => ini(lines.join('\n')));
  const selection = fc.record<Selection>({
    section: fc.constantFrom(undefined, ['a'], ['a', 'b'], ['c']),
    keys: fc.constantFrom(undefined, ['a'], ['*'], ['b', 'c*']),
    except: fc.constantFrom(undefined, ['b']),
    depth: fc.constantFrom('all', 'self'),
    comments: fc.constantFrom('all', 'leading', 'none'),
  });

  test('a selection is in source order, has no blank ends, and reading it again selects all of it', () => {
    fc.assert(
      fc.property(document, selection, (whole, wanted) => {
        const blocks = selectBlocks(whole, wanted);
        const offsets = blocks.map((block) => block.span.start.offset);
        expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
        expect(blocks.at(0)?.kind).not.toBe('blank');
        expect(blocks.at(-1)?.kind).not.toBe('blank');
        const text = select(whole, wanted);
        const again = ini(text);
        expect(live(again.entries)).toEqual(live(blocks.flatMap((block) => block.entries)));
      }),
    );
  });
});
