import { array, assert, constantFrom, integer, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCopies } from '../../../../plugin/src/claims/copies/check-copies.ts';
import { checkProse } from '../../../../plugin/src/claims/prose/check-prose.ts';
import { indexOf, mended, pageOf } from './project.ts';

const WORDS = [
  '`http.port`',
  '**idle_timeout**',
  '`session.prot`',
  'session.max_sessions',
  '`HTTP_PORT`',
  '8080',
  '30 seconds',
  '1,000',
  'one',
  '5-second',
  'defaults to',
  'is',
  'by default',
  'enabled',
  '(',
  ')',
  ': ',
  '. ',
  ';',
  '\n',
  '\n\n# Session\n\n',
  '\n- ',
  '\n> ',
  '\n\n| Key | Default |\n| --- | --- |\n| `mode` | ',
  ' | ',
  '\n\n```ini\n[http]\nport = 1\nprot = x\n',
  '\n\n```yaml\nhttp:\n  port: [',
  '\n```\n\n',
  '<% ini-value http.port %>',
  '\r\n',
  '\t',
  '\uFEFF',
  '😀',
  '`',
  '[http]',
  '${X}',
];
const page = oneof(
  array(constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(' ')),
  array(oneof(constantFrom(...WORDS), string()), { maxLength: 20 }).map((parts) => parts.join('')),
);

/** Statements with a number in the place of `N`. */
const SENTENCES = [
  '`http.request_timeout` is N seconds.',
  '`http.request_timeout` defaults to N minutes.',
  '`http.request_timeout` is an N-second limit.',
  '- **http.workers**: N workers',
  '`http.workers` (default: `N`)',
  '`http.max_body_size` is N MB by default.',
  '| Key | Value |\n| --- | --- |\n| `http.port` | N |\n',
  'Sessions expire after N minutes (`session.idle_timeout`).',
];

describe('any page', () => {
  it('can be checked, and every claim and edit is of a place on it', () => {
    const index = indexOf();
    assert(
      property(page, constantFrom('page.md', 'page.mdx'), (text, name) => {
        const checked = pageOf(text, name);
        for (const { claims, findings } of [
          checkProse(checked, index),
          checkCopies(checked, index),
        ]) {
          for (const { span } of [...claims, ...findings]) {
            expect(span?.start.offset).toBeLessThanOrEqual(span?.end.offset ?? -1);
            expect(span?.end.offset).toBeLessThanOrEqual(text.length);
          }
          const edits = findings.flatMap(({ fix }) => fix?.edits ?? []);
          for (const { start, end } of edits) expect(start).toBeLessThan(end);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is right after its fixes, whatever number it gave', () => {
    const index = indexOf();
    assert(
      property(
        constantFrom(...SENTENCES),
        integer({ min: 0, max: 100_000 }),
        (sentence, number) => {
          const text = sentence.replace('N', String(number));
          const { findings } = checkProse(pageOf(text), index);
          expect(checkProse(pageOf(mended(text, findings)), index).findings).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a sentence of numbers', '`http.port` is ', '12345 ', '.'],
    ['a paragraph of names', '', '`http.port` is 9000. ', ''],
    ['a paragraph of code', '', '`x_y` ', ''],
    ['a paragraph of words for on and off', '`http.compression` ', 'is enabled ', ''],
    ['many rows', '| Key | Default |\n| --- | --- |\n', '| `http.port` | 8080 |\n', ''],
    ['many headings', '', '# http\n\n`port`: 9000\n\n', ''],
    ['many fences', '', '```ini\n[http]\nport = 1\n```\n\n', ''],
    ['a long fence', '```ini\n[http]\n', 'port = 1\n', '```\n'],
    ['blanks', '`http.port` is', ' ', '5'],
    ['brackets', '`http.port` ', '(', '5'],
  ])('costs no more than its length: %s', (_, head, unit, tail) => {
    const index = indexOf();
    const time = (count: number): number => {
      const checked = pageOf(head + unit.repeat(count) + tail);
      const start = process.cpuUsage();
      checkProse(checked, index);
      checkCopies(checked, index);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    time(300);
    const small = time(1000);
    const large = time(8000);
    // Eight times as long; sixty-four times as much would be its square.
    expect(large).toBeLessThan(Math.max(small, 4000) * 28);
  });
});
