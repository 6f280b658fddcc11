import { describe, expect, it } from 'vitest';
import { create } from './helpers.ts';

const md = create();
const infoOf = (tag: string, env: Record<string, unknown>): string | undefined =>
  md.parse(tag, env)[0]?.info;

describe('the info string of a section', () => {
  const tag = '<% ini-include section=server highlight="2" title="a b" lines %>';

  it('is that of Docusaurus, which others leave alone', () => {
    expect(infoOf(tag, {})).toBe('ini {2} title="a b" showLineNumbers');
  });

  it('has line numbers in the words of VitePress', () => {
    const env = { path: '/a/b.md', relativePath: 'b.md', includes: [] };
    expect(infoOf(tag, { ...env })).toBe('ini:line-numbers {2} title="a b"');
    expect(infoOf('<% ini-include section=server lines %>', { ...env })).toBe('ini:line-numbers');
    expect(infoOf('<% ini-include section=server %>', { ...env })).toBe('ini');
  });
});
