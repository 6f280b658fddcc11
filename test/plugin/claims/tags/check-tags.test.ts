import { createSources } from 'docusaurus-plugin-lockstep';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../plugin/src/claims/finding.ts';
import { readPage } from '../../../../plugin/src/claims/page/read-page.ts';
import { createTagChecker } from '../../../../plugin/src/claims/tags/check-tags.ts';
import { directoryWith } from '../../../support/directory.ts';

const files = {
  'app.ini': `[server]
port = 8080
host = localhost

[session]
; Ends a session that nobody uses.
idle_timeout = 30m
absolute_timeout = 8h
origins[] = https://a.example
origins[] = https://b.example
api_secret = hunter2-hunter2-hunter2
`,
  'production.ini': '[server]\nport = 443\n',
  'schema.json': JSON.stringify({
    type: 'object',
    properties: {
      server: {
        type: 'object',
        properties: { port: { type: 'integer' }, host: { type: 'string' } },
      },
      session: {
        type: 'object',
        properties: {
          idle_timeout: { type: 'string', 'x-unit': 'seconds', default: '20m' },
          absolute_timeout: { type: 'string', 'x-unit': 'seconds' },
          origins: { type: 'array', items: { type: 'string' } },
          api_secret: { type: 'string', 'x-secret': true },
          cookie: { type: 'string', default: 'sid' },
        },
      },
    },
  }),
};

/** What a page comes to, with the page itself for excerpts. */
function check(text: string, locale?: string): Outcome {
  const sources = createSources({
    root: directoryWith(files),
    sources: { app: { path: 'app.ini', schema: 'schema.json' }, production: 'production.ini' },
  });
  return createTagChecker(sources)(readPage(text, 'docs/page.md'), locale);
}

/** Claims as `kind source key line:column`, false ones with a mark. */
function claims(text: string): readonly string[] {
  return check(text).claims.map(({ kind, source, key, span, holds }) =>
    [
      kind,
      source,
      key,
      `${span.start.line}:${span.start.column}`,
      ...(holds ? [] : ['false']),
    ].join(' '),
  );
}

/** Findings as `line:column code`. */
function findings(text: string): readonly string[] {
  return check(text).findings.map(
    ({ code, span }) => `${span?.start.line}:${span?.start.column} ${code}`,
  );
}

/** The page after the fixes of its findings. */
function fixed(text: string, locale?: string): string {
  const edits = check(text, locale).findings.flatMap(({ fix }) => fix?.edits ?? []);
  const byEnd = edits.toSorted((left, right) => right.start - left.start);
  return byEnd.reduce(
    (page, each) => page.slice(0, each.start) + each.text + page.slice(each.end),
    text,
  );
}

describe('the keys that a tag shows', () => {
  it.each([
    ['<% ini-value server.port %>', ['tag app server.port 1:1']],
    ['a {% ini-value "server.port + 1" %}', ['tag app server.port 1:3']],
    ['<% ini-value server.port file=production %>', ['tag production server.port 1:1']],
    ['<% ini-include section=server %>', ['tag app server.port 1:1', 'tag app server.host 1:1']],
    ['<% ini-include section=session keys="idle_*" %>', ['tag app session.idle_timeout 1:1']],
    [
      '<% ini-include section=session keys="origins,cookie" values=effective %>',
      ['tag app session.origins 1:1', 'tag app session.cookie 1:1'],
    ],
    ['<% ini-table section=session keys=cookie %>', ['tag app session.cookie 1:1']],
    [
      '<% ini-diff base=app with=production section=server keys=port %>',
      ['tag app server.port 1:1', 'tag production server.port 1:1'],
    ],
    ['<% ini-value server.nope %>', []],
    ['`<% ini-value server.port %>`', []],
    ['```ini expand\n<% ini-value server.port %>\n```', ['tag app server.port 2:1']],
  ])('%s', (text, expected) => {
    expect(claims(text)).toEqual(expected);
  });
});

describe('mistakes', () => {
  it.each([
    ['a <% ini-value server.prot %>', ['1:16 unknown-key']],
    ['a\n\n> <% ini-include\n> section=sever\n> %>', ['4:11 unknown-section']],
    ['<% ini-value server.port depth=all %>', ['1:26 unknown-attribute']],
    ['<% ini-value server.port', ['1:1 unclosed-tag']],
    ['a <% ini-include %>', ['1:3 block-tag-inline']],
    ['<div>\n<% ini-value server.port %>\n</div>', ['2:1 tag-in-html']],
    ['[a](http://h:<% ini-value server.port %>/x)', ['1:14 tag-in-address']],
    ['<!-- <% ini-value server.nope %> -->', []],
    ['<% ini-value server.port %> <% ini-value server.host %>', []],
  ])('%s', (text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  it('have their own places where tags read alike', () => {
    const tag = '<% ini-value server.prot %>';
    expect(findings(`${tag}\n\na ${tag}\n\n- ${tag}`)).toEqual([
      '1:14 unknown-key',
      '3:16 unknown-key',
      '5:16 unknown-key',
    ]);
  });

  it('name the nearest key, once', () => {
    expect(check('<% ini-value server.prot %>').findings).toMatchObject([
      { message: 'There is no key `server.prot`', nearest: 'server.port', file: 'docs/page.md' },
    ]);
  });
});

function claim(said: string, key = 'session.idle_timeout'): string {
  return `It is <% ini-value ${key} %>${said}<% /ini-value %>.`;
}

function quoted(said: string): string {
  return `\uFEFFa\r\n\r\n> x <% ini-value\r\n> session.idle_timeout %>${said}<% /ini-value %>\r\n`;
}

describe('bound claims', () => {
  it('that hold are claims', () => {
    expect(claims(claim('1800 seconds'))).toEqual(['bound app session.idle_timeout 1:43']);
    expect(findings(claim('half an hour, that is 30 minutes'))).toEqual(['1:43 false-claim']);
  });

  it('that are false tell where the truth stands', () => {
    const outcome = check(claim('20 minutes'));
    const [made] = outcome.claims;
    const [finding] = outcome.findings;
    expect(made?.holds).toBe(false);
    expect(finding).toMatchObject({
      code: 'false-claim',
      key: 'session.idle_timeout',
      message: 'The page says `20 minutes`, `session.idle_timeout` is 30 minutes',
      related: { file: 'app.ini', span: { start: { line: 7, column: 1 } } },
    });
  });

  it.each([
    ['20 minutes', '30 minutes'],
    ['20 min', '30 min'],
    ['1 minute', '30 minutes'],
    ['900 seconds', '1800 seconds'],
    ['20-minute', '30-minute'],
    ['2 hours', '30 minutes'],
    ['`20m`', '`30m`'],
    ['a while', '30 minutes'],
  ])('%s becomes %s', (said, right) => {
    expect(fixed(claim(said))).toBe(claim(right));
    expect(findings(fixed(claim(said)))).toEqual([]);
  });

  it('of other kinds are mended too', () => {
    expect(fixed(claim('81', 'server.port'))).toBe(claim('8080', 'server.port'));
    expect(fixed(claim('remote', 'server.host'))).toBe(claim('localhost', 'server.host'));
    expect(findings(fixed(claim('x', 'session.origins')))).toEqual([]);
  });

  it('of a secret are never mended, and never repeated', () => {
    const { findings: found } = check(claim('hunter2-hunter2-hunter2', 'session.api_secret'));
    expect(found).toMatchObject([{ code: 'false-claim' }]);
    expect(found[0]?.fix).toBeUndefined();
    expect(JSON.stringify(found)).not.toContain('hunter2-hunter2');
  });

  it('are mended byte by byte, in quotes, on pages with CRLF and a byte order mark', () => {
    expect(fixed(quoted('20 minutes'))).toBe(quoted('30 minutes'));
  });
});

describe('a name with a slip', () => {
  it.each([
    ['<% ini-value server.prot %>', '<% ini-value server.port %>'],
    ['<% ini-include section=sever %>', '<% ini-include section=server %>'],
    [
      '<% ini-include section=server keys="host, prot" %>',
      '<% ini-include section=server keys="host, port" %>',
    ],
    ['<% ini-includ section=server %>', '<% ini-include section=server %>'],
    ['<% ini-include sectoin=server %>', '<% ini-include section=server %>'],
    ['<% ini-include format=ymal %>', '<% ini-include format=yaml %>'],
    ['<% ini-value server.port file=prodction %>', '<% ini-value server.port file=production %>'],
    ['> <% ini-value server.prot %>', '> <% ini-value server.port %>'],
    [
      '<% ini-value server.prot %>8080<% /ini-value %>',
      '<% ini-value server.port %>8080<% /ini-value %>',
    ],
  ])('is mended: %s', (text, expected) => {
    expect(fixed(text)).toBe(expected);
  });

  it.each([
    ['which is more than a slip', '<% ini-value server.portal %>'],
    ['in a tag that is wrong otherwise', '<% ini-value server.prot as=nothing %>'],
    ['beside a claim that would be false', '<% ini-value server.prot %>80<% /ini-value %>'],
  ])('is left to a person %s', (_, text) => {
    expect(check(text).findings.length).toBeGreaterThan(0);
    expect(fixed(text)).toBe(text);
  });

  it('is left to a person where two names are as near', () => {
    const root = directoryWith({ 'app.ini': 'key_a = 1\nkey_b = 2\n' });
    const sources = createSources({ root, sources: { app: 'app.ini' } });
    const page = readPage('<% ini-value key_c %>', 'docs/page.md');
    expect(createTagChecker(sources)(page).findings).toMatchObject([{ fix: undefined }]);
  });
});
