import { describe, expect, it } from 'vitest';
import { inlineOf, mistakeIn, renderTag } from './render-tag.ts';
import type { TagProject } from './render-tag.ts';

const setting = (more: object): object => ({ type: ['integer', 'string'], ...more });

const schema = {
  type: 'object',
  properties: {
    s: {
      type: 'object',
      properties: {
        idle: setting({ 'x-unit': 'seconds', default: '15m', 'x-env': 'IDLE' }),
        absolute: setting({ 'x-unit': 'seconds', default: '12h' }),
        size: setting({ 'x-unit': 'bytes', default: '10MB' }),
        binary: setting({ 'x-unit': 'bytes', default: '10MiB' }),
        limit: { type: 'integer', default: 1000 },
        on: { type: 'boolean', default: true },
        hosts: { type: 'array', items: { type: 'string' }, default: [] },
        path: { type: 'string', default: '' },
        glob: { type: 'string' },
        key: { type: 'string', 'x-secret': true },
        other: { type: 'string', 'x-secret': true },
        none: { type: 'string', 'x-secret': true },
      },
    },
  },
};

const PLANTED = 'kR7vQ2mX9pL4sW8tZ3nB6yC1';

const project: TagProject = {
  files: {
    'app.ini': [
      '[s]',
      'idle = 30m',
      'hosts[] = a.example.com',
      'hosts[] = b.example.com',
      'path = /path_x/a_b',
      'glob = *.example.com',
      'key = ${SECRET_KEY}',
      `other = ${PLANTED}`,
    ].join('\n'),
    'schema.json': JSON.stringify(schema),
  },
};

const claim = (key: string, text: string): string =>
  `<% ini-value ${key} %>${text}<% /ini-value %>`;

describe('a claim that is true', () => {
  it.each([
    ['s.idle', '30 minutes'],
    ['s.idle', '30m'],
    ['s.idle', '1800 seconds'],
    ['s.idle', '1,800 seconds'],
    ['s.idle', '0.5 hours'],
    ['s.idle', '30-minute'],
    ['s.idle', '30 min'],
    ['s.absolute', '12 h'],
    ['s.absolute', '11 hours, 59 minutes and 60 seconds'],
    ['s.idle as=env-name', 'IDLE'],
    ['s.idle as=raw', '30m'],
    ['s.size', '10 MB'],
    ['s.size', '10,000,000 bytes'],
    ['s.size', '10 megabytes'],
    ['s.binary', '10 MB'],
    ['s.limit', '1000'],
    ['s.limit', '1,000'],
    ['s.limit', '1 000'],
    ['s.on', 'enabled'],
    ['s.on', 'Yes'],
    ['s.hosts', 'a.example.com and b.example.com'],
    ['s.hosts', 'a.example.com, b.example.com'],
    ['s.path', '/path_x/a_b'],
    ['s.glob', '*.example.com'],
    ['s.key', 'set'],
    ['s.key', '${SECRET_KEY}'],
    ['s.other', 'set'],
    ['s.none', 'not set'],
    ['"s.absolute - s.idle" as=duration', '11 hours 30 minutes'],
    ['"(s.absolute / s.idle) * 2"', '48'],
    ['"s.idle + s.idle"', '1 hour'],
    ['"s.size / 2"', '5 MB'],
  ])('%s: %s shows as it was written', (key, text) => {
    expect(renderTag(claim(key, text), project)).toEqual([{ type: 'text', text }]);
  });

  it('stays code between backticks', () => {
    expect(inlineOf(claim('s.path', '`/path_x/a_b`'), project)).toBe('`/path_x/a_b`');
    expect(renderTag(claim('s.idle', '30\n  minutes'), project)).toEqual([
      { type: 'text', text: '30 minutes' },
    ]);
  });

  it('needs no schema', () => {
    const files = { 'app.ini': 'port = 8080\nttl = 90s\non = no\nmax = 10MB\nname = a b\n' };
    for (const [key, text] of [
      ['port', '8,080'],
      ['ttl', '1 minute 30 seconds'],
      ['on', 'disabled'],
      ['max', '10 MB'],
      ['name', 'a b'],
    ] as const) {
      expect(inlineOf(claim(key, text), { files })).toBe(text);
    }
  });
});

describe('a claim that is false', () => {
  it.each([
    ['s.idle', '20 minutes', 'The page says `20 minutes`, `s.idle` is 30 minutes'],
    ['s.idle', '30', 'The page says `30`, `s.idle` is 30 minutes'],
    ['s.size', '10 MiB', 'The page says `10 MiB`, `s.size` is 10 MB'],
    ['s.limit', '100', 'The page says `100`, `s.limit` is 1000'],
    ['s.on', 'disabled', 'The page says `disabled`, `s.on` is true'],
    [
      's.hosts',
      'a.example.com',
      'The page says `a.example.com`, `s.hosts` is a.example.com and b.example.com',
    ],
    ['s.path', '', 'The page says nothing, `s.path` is /path_x/a_b'],
    [
      '"s.absolute - s.idle"',
      '12 hours',
      'The page says `12 hours`, `s.absolute - s.idle` is 11 hours 30 minutes',
    ],
    [
      's.key',
      'hunter2',
      '`s.key` is a secret; all that a page can claim of it is `set` or `${SECRET_KEY}`',
    ],
    ['s.none', 'set', '`s.none` is a secret'],
  ])('%s: %s', (key, text, message) => {
    const mistake = mistakeIn(claim(key, text), project);
    expect(mistake).toContain(`false-claim at ${text}: ${message}`);
  });

  it('never repeats a secret', () => {
    for (const key of ['s.other', 's.key', 's.idle', 's.none']) {
      expect(mistakeIn(claim(key, PLANTED), project).replace(`at ${PLANTED}`, '')).not.toContain(
        PLANTED,
      );
    }
  });
});

describe('an expression', () => {
  it.each([
    ['s.idle -', 'invalid-expression at : Expected a key or a number, found the end'],
    ['s.idle - s.nope', 'unknown-key at s.nope: There is no key `s.nope`'],
    ['s.idle + 1', 'invalid-expression at s.idle + 1: Adds a number to a duration'],
    ['s.idle * s.idle', 'Multiplies a duration by a duration; one of them must be a number'],
    ['1 / s.idle', 'Divides a number by a duration'],
    ['s.limit / (1 - 1)', 'invalid-expression at s.limit / (1 - 1): Divides by zero'],
    ['(s.limit + 1', 'Expected `)`, found the end'],
    ['s.limit + + 1', 'invalid-expression at +: Expected a key or a number, found `+`'],
    ['s.limit 2 + 1', 'invalid-expression at 2: Expected an operator'],
    ['s.path + 1', 'invalid-expression at s.path: `s.path` is no number, duration or size'],
    ['s.other + 1', 'invalid-expression at s.other: `s.other` is no number'],
  ])('with a mistake has its place: %s', (expression, mistake) => {
    expect(mistakeIn(`<% ini-value "${expression}" %>`, project)).toContain(mistake);
  });

  it('takes hyphens within names for names', () => {
    const files = { 'app.ini': 'max-age = 30\nmax = 10\nage = 5\n' };
    expect(inlineOf('<% ini-value max-age %>', { files })).toBe('30');
    expect(inlineOf('<% ini-value "max-age - age" %>', { files })).toBe('25');
  });
});

describe('in the language of the page', () => {
  it.each([
    ['de', '<% ini-value s.idle %>', '30 Minuten'],
    ['de', '<% ini-value s.size %>', '10 MB'],
    ['de', '<% ini-value s.hosts %>', '`a.example.com` und `b.example.com`'],
    ['fr', '<% ini-value s.absolute %>', '12\u00A0heures'],
    ['en-GB', '<% ini-value s.idle %>', '30 minutes'],
    ['no such', '<% ini-value s.idle %>', '30 minutes'],
    ['de', claim('s.idle', '30 Minuten'), '30 Minuten'],
    ['de', claim('s.idle', '0,5 Stunden'), '0,5 Stunden'],
    ['de', claim('s.limit', '1.000'), String.raw`1\.000`],
    ['de', claim('s.idle', '30 minutes'), '30 minutes'],
    ['ja', claim('s.idle', '30 分'), '30 分'],
  ])('%s: %s is %s', (locale, tag, text) => {
    expect(inlineOf(tag, project, { locale })).toBe(text);
  });
});
