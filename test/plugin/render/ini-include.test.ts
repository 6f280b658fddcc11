import { describe, expect, it } from 'vitest';
import { fenceOf, mistakeIn, renderTag } from './render-tag.ts';

const ini = `; The application
[app]
name = Example
port = 8080 ; as seen from outside

# Sessions and tokens.
# Read the manual first.
[security]
; signs sessions
secret_key = "\${SECRET_KEY}"
session_timeout = 3600
;session_store = redis
csrf_mode = enforce

[security.cors]
origins[] = https://a.example
origins[] = https://b.example

; the database
[database]
password = correct-horse-battery
`;

const project = { files: { 'app.ini': ini } };

describe('<% ini-include %>', () => {
  it('shows the whole file when nothing is selected', () => {
    const [fence] = renderTag('<% ini-include %>', project);
    expect(fence).toMatchObject({ type: 'fence', lang: 'ini', meta: undefined });
    expect(fence).toMatchObject({
      text: ini.trimEnd().replace('correct-horse-battery', '[redacted]'),
    });
  });

  it('shows a section with its comments and the sections below it, in the order of the file', () => {
    expect(fenceOf('<% ini-include section=security %>', project)).toBe(
      ini.slice(ini.indexOf('# Sessions'), ini.indexOf('\n\n; the database')),
    );
  });

  it.each([
    ['depth=self', '[security.cors]'],
    ['except=csrf_mode', 'csrf_mode'],
    ['keys="session_*"', 'secret_key'],
    ['keys="session_timeout, csrf_mode"', 'secret_key'],
    ['comments=leading', 'session_store'],
    ['comments=none', '# Sessions'],
  ])('leaves out what %s asks for', (attribute, gone) => {
    const all = fenceOf('<% ini-include section=security %>', project);
    const some = fenceOf(`<% ini-include section=security ${attribute} %>`, project);
    expect(all).toContain(gone);
    expect(some).not.toContain(gone);
    expect(some).toContain('[security]');
  });

  it('shows YAML as YAML, with the headers above a section', () => {
    const files = { 'app.yaml': 'app:\n  name: x\nsecurity:\n  session:\n    ttl: 5\n' };
    const [fence] = renderTag('{% ini-include section=security.session %}', {
      files,
      sources: { app: 'app.yaml' },
    });
    expect(fence).toMatchObject({ lang: 'yaml', text: 'security:\n  session:\n    ttl: 5' });
  });

  it('makes a fence for each file of a source that has the section, titled with its name', () => {
    const files = { 'base.ini': '[s]\nk = 1\n', 'other.ini': '[t]\n', 'prod.ini': '[s]\nk = 2\n' };
    const sources = { app: { path: ['base.ini', 'other.ini', 'prod.ini'] } };
    expect(renderTag('<% ini-include section=s %>', { files, sources })).toEqual([
      { type: 'fence', lang: 'ini', meta: 'title="base.ini"', text: '[s]\nk = 1' },
      { type: 'fence', lang: 'ini', meta: 'title="prod.ini"', text: '[s]\nk = 2' },
    ]);
    const [first] = renderTag('<% ini-include section=s title=Keys %>', { files, sources });
    expect(first).toMatchObject({ meta: 'title="Keys (base.ini)"' });
  });

  it('gives a title, whatever quotes are in it', () => {
    expect(renderTag('<% ini-include title="My file" %>', project)).toMatchObject([
      { meta: 'title="My file"' },
    ]);
    expect(renderTag(`<% ini-include title='A "file"' %>`, project)).toMatchObject([
      { meta: `title='A "file"'` },
    ]);
  });

  it('ends lines with a line feed, and drops a byte order mark', () => {
    const files = { 'app.ini': '\uFEFF[a]\r\nb = 1\r\n\r\nc = 2\r\n' };
    expect(fenceOf('<% ini-include %>', { files })).toBe('[a]\nb = 1\n\nc = 2');
  });

  it.each([
    'section=nothing',
    'file=nothing',
    'keys=nothing',
    'section=app keys="no*"',
    'section=app keys=name except=name',
  ])('shows nothing for %s when that is optional', (attributes) => {
    expect(renderTag(`<% ini-include ${attributes} optional %>`, project)).toEqual([]);
    expect(mistakeIn(`<% ini-include ${attributes} %>`, project)).toMatch(/^(unknown|empty)-/);
  });

  it('shows nothing for a missing file when that is optional, but tells a broken one', () => {
    const sources = { app: 'gone.ini' };
    expect(renderTag('<% ini-include optional %>', { files: {}, sources })).toEqual([]);
    const broken = { files: { 'gone.ini': '[broken\n' }, sources };
    expect(() => renderTag('<% ini-include optional %>', broken)).toThrow('gone.ini:1:1');
  });

  it.each([
    [
      'section=securty',
      'unknown-section at securty: There is no section `securty` in `app.ini`; did you mean `security`?',
    ],
    [
      'section=security.session_timeout',
      'unknown-section at security.session_timeout: `security.session_timeout` is a key',
    ],
    ['section="a..b"', 'invalid-value at a..b: "a..b" is no section name'],
    [
      'section=app keys=nmae',
      'unknown-key at nmae: There is no key `nmae` in section `app`; did you mean `name`?',
    ],
    ['section=app keys="x*"', 'unknown-key at x*: No key matches `x*` in section `app`'],
    [
      'section=security except=secret_kye',
      'unknown-key at secret_kye: There is no key `secret_kye` in section `security`; did you mean `secret_key`?',
    ],
    [
      'section=app except="*"',
      'empty-selection at <% ini-include section=app except="*" %>: The tag selects no key of `app.ini`',
    ],
    ['keys=","', 'invalid-value at ,: `keys` names no key'],
    [
      'file=ap',
      'unknown-file at ap: There is no source "ap"; the sources are `app`; did you mean `app`?',
    ],
    ['title="a `b`"', 'invalid-value at a `b`: A title cannot hold'],
    [`title="it's \\"so\\""`, `invalid-value at it's \\"so\\": A title cannot hold`],
  ])('says what is wrong with %s', (attributes, mistake) => {
    expect(mistakeIn(`<% ini-include ${attributes} %>`, project)).toContain(mistake);
  });

  it('refuses a file with errors, at file, line and column', () => {
    const files = { 'app.ini': '[app\nname = x\n' };
    expect(() => renderTag('<% ini-include %>', { files })).toThrow(/^app\.ini:1:1: error: /);
  });
});
