import type { Tag, TagRenderer } from 'docusaurus-plugin-lockstep';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import * as fc from 'fast-check';
import type { Token } from 'markdown-it';
import { toString } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import { describe, expect, it } from 'vitest';
import { findTags } from '../../../plugin/src/page/find-tags.ts';
import { parse, read } from '../remark/helpers.ts';
import { SYNTAX_CASES } from '../remark/syntax-cases/index.ts';
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

const pages = Object.values(SYNTAX_CASES)
  .flat()
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
        const seen = seenByRemark(markdown);
        expect(seenByMarkdownIt(markdown)).toEqual(seen);
        expect(seenByRender(markdown)).toEqual(seen);
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
    '<% ini-value g %>30 minutes<% /ini-value %>',
    '{% ini-value h %}`code`{%/INI-value%}',
    '<% ini-value i %>over\nlines<% /ini-value\n%>',
    '<% ini-value j %>*markup*<% /ini-value %>',
    '<% ini-value k %> < x { y % z <% /ini-value %>',
    '<% ini-value l %>a <% /ini-value m %>',
    '<% /ini-value %>',
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
    content.map((text) => `~~~md expand\n${text}\n~~~`),
    content.map((text) => `> - ~~~md a expand b\n>   ${text.replaceAll('\n', '\n>   ')}\n>   ~~~`),
    content.map((text) => `para\n${text}`),
  );
}

/** Tags with their places, and the mistakes of the page. */
function seenByMarkdownIt(markdown: string): readonly string[] {
  const { seen, renderer } = recorder();
  const mistakes = mistakesOf(create({}, { renderer }), markdown);
  return [...seen.toSorted(), mistakes ?? ''];
}

function seenByRemark(markdown: string): readonly string[] {
  const { seen, renderer } = recorder();
  const file = new VFile(markdown);
  try {
    unified().use(remarkParse).use(remarkGfm).use(remarkLockstep, { renderer }).parse(file);
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error;
  }
  const mistakes = file.messages.map(({ line, column, ruleId }) => `${line}:${column} ${ruleId}`);
  return [...seen.toSorted(), mistakes.join(', ')];
}

/** What the command line would put in the place of tags. */
function seenByRender(markdown: string): readonly string[] {
  const { seen, renderer } = recorder();
  const { messages } = findTags(markdown, 'page.md', { isMdx: false }, renderer);
  const mistakes = messages.map(({ line, column, ruleId }) => `${line}:${column} ${ruleId}`);
  // A page with fences to expand is read twice.
  return [...new Set(seen.toSorted()), mistakes.join(', ')];
}

/** A renderer that notes each tag with its place. */
function recorder(): { seen: string[]; renderer: TagRenderer } {
  const seen: string[] = [];
  const renderer = ({ name, span, attributes, body }: Tag): ReturnType<TagRenderer> => {
    const values = attributes.map((each) => `${each.name}=${each.value}@${each.span.start.column}`);
    const claim = body && `${JSON.stringify(body.text)}@${body.span.start.column}`;
    const end = `${span.end.line}:${span.end.column}`;
    const start = `${span.start.line}:${span.start.column}`;
    seen.push([start, end, name, ...values, claim ?? ''].join(' '));
    return name === 'ini-include'
      ? [{ type: 'fence', lang: 'ini', meta: undefined, text: 'a = 1' }]
      : [{ type: 'text', text: 'v' }];
  };
  return { seen, renderer };
}
