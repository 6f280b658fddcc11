import { remarkLockstepSyntax } from 'docusaurus-plugin-lockstep/remark';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { BodyScanner } from '../../../plugin/src/tag/body-scanner.ts';
import { TagScanner } from '../../../plugin/src/tag/scanner.ts';
import { create, mistakesOf } from '../markdown-it/helpers.ts';

const md = unified().use(remarkParse).use(remarkLockstepSyntax);
const mdx = unified().use(remarkParse).use(remarkMdx).use(remarkLockstepSyntax);
const markdownIt = create();

const hosts: Readonly<Record<string, (markdown: string) => unknown>> = {
  md: (markdown) => md.parse(markdown),
  mdx: (markdown) => mdx.parse(markdown),
  'markdown-it': (markdown) => mistakesOf(markdownIt, markdown),
};

/** Pages that grow with `n`, none of which closes a tag where it should. */
const pages: Readonly<Record<string, (n: number) => string>> = {
  'one open tag before a long paragraph': (n) => `<% ini-include a\n${'text\n'.repeat(n)}`,
  'open tags in one paragraph': (n) => '<% ini-include section=a\n'.repeat(n),
  'open tags in paragraphs': (n) => '<% ini-include section=a\n\n'.repeat(n),
  'open quotes in one paragraph': (n) => '<% ini-include section="a\n'.repeat(n),
  'open quotes in a list': (n) => '- <% ini-include section="a\n'.repeat(n),
  'open tags on one line': (n) => 'a <% ini-value b '.repeat(n),
  'openers on one line': (n) => 'a <% {% '.repeat(n).replaceAll('{%', '<%'),
  'tags that a body could follow': (n) => 'a <% ini-value server.port %> b '.repeat(n),
  'tags before a long paragraph': (n) => `<% ini-value server.port %>${'text\n'.repeat(n)}`,
  'tags before half a closing tag': (n) => 'a <% ini-value server.port %>b<% /ini-value '.repeat(n),
  'claims on one line': (n) => '<% ini-value server.port %>8080<% /ini-value %> '.repeat(n),
  'tags before openers of something else': (n) =>
    '<% ini-value server.port %>b < { % \\<% '.repeat(n),
  'inline tags at line starts': (n) => '<% ini-value server.port %>\n'.repeat(n),
};

/** How many characters the scanners took. */
function countSteps(run: () => unknown): number {
  let steps = 0;
  const nextOfTag = Object.getOwnPropertyDescriptor(TagScanner.prototype, 'next')?.value;
  const nextOfBody = Object.getOwnPropertyDescriptor(BodyScanner.prototype, 'next')?.value;
  TagScanner.prototype.next = function count(code): ReturnType<TagScanner['next']> {
    steps++;
    return nextOfTag.call(this, code);
  };
  BodyScanner.prototype.next = function count(code): ReturnType<BodyScanner['next']> {
    steps++;
    return nextOfBody.call(this, code);
  };
  try {
    run();
  } finally {
    TagScanner.prototype.next = nextOfTag;
    BodyScanner.prototype.next = nextOfBody;
  }
  return steps;
}

describe.each(Object.entries(hosts))('%s', (host, parse) => {
  it.each(Object.entries(pages))('takes linear work for %s', (name, page) => {
    // Alone, `<%` is not for MDX.
    if (host === 'mdx' && /^openers|something else$/.test(name)) return;
    const steps = [300, 600].map((n) => countSteps(() => parse(page(n))));
    expect(steps[0]).toBeGreaterThan(0);
    expect(steps[1]).toBeLessThan((steps[0] ?? 0) * 2.1);
    expect(steps[1]).toBeLessThan(page(600).length * 5);
  });
});

it('tells of an open tag at the start of 20,000 lines', () => {
  const markdown = `<% ini-include section=a\n${'text\n'.repeat(20_000)}`;
  const tree = md.parse(markdown);
  expect(tree.children).toMatchObject([
    { type: 'paragraph', children: [{ type: 'iniTag', errors: [{ code: 'unclosed-tag' }] }, {}] },
  ]);
  expect(mistakesOf(markdownIt, markdown)).toBe('1:1 unclosed-tag');
});
