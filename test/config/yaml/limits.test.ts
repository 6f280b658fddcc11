import { parseYaml, type ConfigDocument } from '@lockstep/config';
import { describe, expect, it } from 'vitest';

const read = (source: string): ConfigDocument => parseYaml(source, { file: 'app.yaml' });
const codes = (source: string): readonly string[] => [
  ...new Set(read(source).problems.map(({ code }) => code)),
];

/** Ten levels, each with nine aliases of the level above: 9^10 values when nobody counts. */
function laughs(level: (aliases: readonly string[]) => string, first: string): string {
  const lines = Array.from({ length: 10 }, (_, index) => {
    const aliases = Array.from({ length: 9 }, () => `*a${index} `);
    return `a${index + 1}: &a${index + 1} ${level(aliases)}`;
  });
  return [`a0: &a0 ${first}`, ...lines].join('\n');
}

/** Three thousand keys, each with an alias of the one before. */
function chain(value: (alias: string) => string): string {
  const lines = Array.from(
    { length: 3000 },
    (_, index) => `a${index + 1}: &a${index + 1} ${value(`*a${index} `)}`,
  );
  return ['a0: &a0 {x: 1}', ...lines].join('\n');
}

describe('aliases that bring in too much', () => {
  it.each([
    [
      'maps',
      laughs((all) => `{${all.map((alias, index) => `k${index}: ${alias}`).join(', ')}}`, '{x: 1}'),
    ],
    ['lists', laughs((all) => `[${all.join(', ')}]`, '[x]')],
    ['merges of nothing', laughs((all) => `{<<: [${all.join(', ')}]}`, '{}')],
  ])('stop at a limit: %s', (_, source) => {
    expect(codes(source)).toContain('yaml-too-complex');
    expect(read(source).entries.length).toBeLessThan(30_000);
  });

  it('stop at a depth, so that a long chain does not end the process', () => {
    expect(codes(chain((alias) => `{y: ${alias}}`))).toEqual(['yaml-too-complex']);
    expect(codes(chain((alias) => `{<<: ${alias}}`))).toEqual(['yaml-too-complex']);
  });

  it('are fine in the numbers that people write', () => {
    const source = `a: &a 1\n${Array.from({ length: 5000 }, (_, index) => `k${index}: *a`).join('\n')}`;
    expect(read(source).problems).toEqual([]);
    expect(read(source).entries).toHaveLength(5001);
  });
});

describe('nesting', () => {
  it.each(['[', '{a: ', '- ', '? ', '{', '"a": {'])(
    'ends the reading, not the process: %j',
    (opening) => {
      const document = read(`a: 1\n${opening.repeat(100_000)}`);
      const tooDeep = document.problems.find(({ code }) => code === 'yaml-too-complex');
      expect(tooDeep?.span?.start.offset).toBeLessThan(10 + opening.length * 101);
      expect(document.blocks.at(-1)?.span.end.offset).toBe(document.source.length);
    },
  );

  it('is read as deep as configurations go', () => {
    const source = Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}k${depth}:`).join(
      '\n',
    );
    const document = read(`${source} 1`);
    expect(document.problems).toEqual([]);
    expect(document.entries[0]?.path).toHaveLength(60);
  });
});
