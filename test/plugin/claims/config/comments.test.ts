import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../../plugin/src/claims/apply-fixes.ts';
import { checkComments } from '../../../../plugin/src/claims/config/comments.ts';
import type { Outcome } from '../../../../plugin/src/claims/finding.ts';
import { documentOf, schemaOf, sourceOf } from './source.ts';

const schema = schemaOf({
  ttl: { type: 'integer', 'x-unit': 'seconds' },
  delay: { type: 'integer', 'x-unit': 'milliseconds' },
  limit: { type: 'integer', 'x-unit': 'bytes' },
  count: { type: 'integer' },
  debug: { type: 'boolean' },
});

function look(content: string, withSchema?: object, name?: string): Outcome {
  const source = sourceOf(content, withSchema, name);
  return checkComments(documentOf(source), source);
}

/** What is said about a line: `right`, `wrong`, or nothing. */
function verdict(line: string, withSchema?: object): string {
  const { claims } = look(`[a]\n${line}\n`, withSchema);
  if (claims.length === 0) return 'nothing';
  return claims.every(({ holds }) => holds) ? 'right' : 'wrong';
}

describe('comments that give a value in other words', () => {
  it.each([
    ['ttl = 3600 ; 1 hour', 'right'],
    ['ttl = 3600 ; 2 hours', 'wrong'],
    ['ttl = 90m ; 1.5 hours', 'right'],
    ['ttl = 3600 ; = 60 minutes, as the provider has it', 'right'],
    ['ttl = 3600 ; 60 seconds', 'wrong'],
    ['ttl = 5400 # 1.5 h', 'right'],
    ['delay = 10000 ; 5 seconds', 'wrong'],
    ['delay = 10000 ; 10 seconds', 'right'],
    ['limit = 10MB ; 10,000,000 bytes', 'right'],
    ['limit = 10485760 ; 10 MB', 'right'],
    ['limit = 10485760 ; 10 GB', 'wrong'],
    ['ttl = 5400 ; 1 hour 30 minutes', 'right'],
    ['ttl = 5400 ; 1 hour 20 minutes', 'wrong'],
    ['ttl = 300 ; 5m', 'right'],
    ['debug = false ; enabled', 'wrong'],
    ['debug = true ; on', 'right'],
    ['; How long a session lives (1 hour).\nttl = 3600', 'right'],
    ['; How long a session lives (2 hours).\nttl = 3600', 'wrong'],
  ])('with a schema: %s is %s', (line, expected) => {
    expect(verdict(line, schema)).toBe(expected);
  });

  it.each([
    ['connectTimeout = 10000 ; 5 seconds', 'wrong'],
    ['connectTimeout = 10000 ; 10 seconds', 'right'],
    ['connectTimeout = 10000 ; 10000 ms', 'right'],
    ['ttl = 3600 # 1 hour', 'right'],
    ['retry_ms = 1500 ; 1.5 seconds', 'right'],
    ['retry_ms = 1500 ; 15 seconds', 'wrong'],
    ['retention_days = 14 ; 2 weeks', 'right'],
    ['grace = 30s ; half a minute', 'nothing'],
    ['grace = 30s ; 30 seconds', 'right'],
    ['upload = 5MB ; 50 MB', 'wrong'],
    ['enabled = true ; disabled', 'wrong'],
  ])('without a schema: %s is %s', (line, expected) => {
    expect(verdict(line)).toBe(expected);
  });

  it.each([
    'ttl = 3600 ; default 30 minutes',
    'ttl = 3600 ; at most 2 hours',
    'ttl = 3600 ; was 2 hours',
    'ttl = 3600 ; about 2 hours',
    'ttl = 3600 ; see RFC 6265, 2 hours',
    'ttl = 3600 ; 2 hours per user',
    'ttl = 3600 ; seconds',
    'count = 3 ; 5 seconds',
    'ttl = 3600 ; 10 MB',
    '; Raise it on slow networks (2 hours is fine).\nttl = 3600',
    '; At most a day (24 hours).\nttl = 3600',
    '; The page is cached for 2 hours.\n\nttl = 3600',
    'debug = false ; on | off',
    'params = 5 ; 5 minutes',
    'mode = fast ; 5 seconds',
  ])('says nothing about %s', (line) => {
    expect(verdict(line, schema)).toBe('nothing');
    expect(verdict(line)).not.toBe('wrong');
  });

  it('points at the amount, and at the value on the other side', () => {
    const { findings } = look('[a]\nttl = 3600 ; 2 hours\n', schema);
    expect(findings).toMatchObject([
      {
        code: 'contradicted-comment',
        message: 'The comment says "2 hours", but `a.ttl` is 3600',
        key: 'a.ttl',
        span: { start: { line: 2, column: 14 }, end: { line: 2, column: 21 } },
        related: { file: 'app.ini', span: { start: { line: 2, column: 7 } } },
      },
    ]);
  });

  it('corrects the comment and nothing else', () => {
    const content =
      '; x\r\n[a]\r\nttl = 5400 ; 2 hours, really\r\ndelay = 7000 ; 5 seconds\r\ndebug = off ; on\r\n';
    const { findings } = look(content, schema);
    expect(applyFixes(content, findings).text).toBe(
      '; x\r\n[a]\r\nttl = 5400 ; 1 hour 30 minutes, really\r\ndelay = 7000 ; 7 seconds\r\ndebug = off ; off\r\n',
    );
    expect(look(applyFixes(content, findings).text, schema).findings).toEqual([]);
  });

  it('reads YAML as well', () => {
    const { findings } = look('a:\n  ttl: 3600 # 2 hours\n', schema, 'app.yaml');
    expect(findings).toMatchObject([{ span: { start: { line: 2, column: 15 } } }]);
  });

  it('never guesses which unit a bare number has: there is no fix', () => {
    const { findings } = look('[a]\nconnectTimeout = 10000 ; 5 seconds\n');
    expect(findings[0]?.fix).toBeUndefined();
  });
});
