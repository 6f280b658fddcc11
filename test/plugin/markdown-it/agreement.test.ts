import type { Tag, TagRenderer } from 'docusaurus-plugin-lockstep';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import * as fc from 'fast-check';
import type { Token } from 'markdown-it';
import { toString } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parse, read } from '../remark/helpers.ts';
import { blockCases, inlineCases, literalCases, mistakeCases } from '../remark/syntax-cases.ts';
import { create, mistakesOf } from './helpers.ts';

/** Syntax that markdown-it leaves to plugins. */
const FOREIGN = /:::|\[\^/;

const md = create({ html: true, linkify: true });

/** All text without white space, as a reader sees it. */
function textOf(tokens: readonly Token[]): string {
  const texts = tokens.map(({ type, content, children }) => {
    if (children) return textOf(children);
    return type.startsWith('html_') ? '' : content;
  });
  return texts.join('').replaceAll(/\s/g, '');
}

const pages = [...blockCases, ...inlineCases, ...literalCases, ...mistakeCases]
  .filter(({ markdown }) => !FOREIGN.test(markdown))
  .map(({ name, markdown }) => ({ name, markdown, tree: read(markdown, 'md') }));

describe('markdown-it and remark', () => {
  it.each(pages.filter(({ tree }) => /^\d+:\d+ /.test(tree)))(
    'find the same mistakes at the same places: $name',
    ({ markdown, tree }) => {
      expect(mistakesOf(md, markdown)).toBe(tree);
    },
  );

  it.each(pages.filter(({ tree }) => !/^\d+:\d+ /.test(tree)))(
    'show the same text: $name',
    ({ markdown }) => {
      const expected = toString(parse(new VFile(markdown), 'md'), { includeHtml: false });
      expect(textOf(md.parse(markdown, {}))).toBe(expected.replaceAll(/\s/g, ''));
    },
  );

  it('find the same tags at the same places', () => {
    fc.assert(
      fc.property(fc.array(block(), { minLength: 1, maxLength: 6 }), (blocks) => {
        const markdown = blocks.join('\n\n');
        expect(seenByMarkdownIt(markdown)).toEqual(seenByRemark(markdown));
      }),
      { numRuns: 300 },
    );
  });
});

const tag = (): fc.Arbitrary<string> =>
  fc.constantFrom(
    '<% ini-value a %>',
    '{% ini-value b.c as=raw %}',
    '<%ini-value "d %> e"%>',
    '{% INI-Value f\nas=list %}',
    '`<% ini-value code %>`',
    String.raw`\<% ini-value escaped %>`,
    '<%% ini-value literal %>',
  );

const include = (): fc.Arbitrary<string> =>
  fc.constantFrom(
    '<% ini-include %>',
    '{% ini-include section=a %}  ',
    '<% ini-include\n  section="b %> c"\n  optional\n%>',
  );

/** A paragraph, heading, list, quote, table or fence with tags in it. */
function block(): fc.Arbitrary<string> {
  const words = fc.constantFrom('a', 'b c', '**d**', '*', '[e](f)', '"', '<', '{', '%');
  const line = fc
    .array(fc.oneof(words, tag()), { minLength: 1, maxLength: 5 })
    .map((parts) => `x ${parts.join(' ')} y`);
  const flat = line.map((text) => text.replaceAll('\n', ' '));
  const content = fc.oneof(line, include());
  return fc.oneof(
    content,
    flat.map((text) => `## ${text}`),
    content.map((text) => `> ${text.replaceAll('\n', '\n> ')}`),
    content.map((text) => `- ${text.replaceAll('\n', '\n  ')}`),
    content.map((text) => `1. > ${text.replaceAll('\n', '\n   > ')}`),
    flat.map((text) => `| h |\n|---|\n| ${text} |`),
    content.map((text) => `~~~md\n${text}\n~~~`),
    content.map((text) => `para\n${text}`),
  );
}

function seenByMarkdownIt(markdown: string): readonly string[] {
  const { seen, renderer } = recorder();
  create({}, { renderer }).render(markdown);
  return seen.toSorted();
}

function seenByRemark(markdown: string): readonly string[] {
  const { seen, renderer } = recorder();
  unified().use(remarkParse).use(remarkGfm).use(remarkLockstep, { renderer }).parse(markdown);
  return seen.toSorted();
}

/** A renderer that notes each tag with its place. */
function recorder(): { seen: string[]; renderer: TagRenderer } {
  const seen: string[] = [];
  const renderer = ({ name, span, attributes }: Tag): ReturnType<TagRenderer> => {
    const values = attributes.map((each) => `${each.name}=${each.value}@${each.span.start.column}`);
    seen.push([`${span.start.line}:${span.start.column}`, name, ...values].join(' '));
    return name === 'ini-include'
      ? [{ type: 'fence', lang: 'ini', meta: undefined, text: 'a = 1' }]
      : [{ type: 'text', text: 'v' }];
  };
  return { seen, renderer };
}
