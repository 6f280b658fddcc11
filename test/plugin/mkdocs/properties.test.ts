import { LockstepPageError } from 'docusaurus-plugin-lockstep/markdown-it';
import { remarkLockstep, remarkLockstepSyntax } from 'docusaurus-plugin-lockstep/remark';
import * as fc from 'fast-check';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { VFileMessage } from 'vfile-message';
import { describe, expect, it } from 'vitest';
import { markdownItHtml, options, unifiedHtml } from './helpers.ts';

const syntax = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkDirective)
  .use(remarkLockstepSyntax, { admonitions: 'mkdocs' })
  .use(remarkStringify, { bullet: '-', listItemIndent: 'one' });

const indent = (text: string, columns = 4): string =>
  text.replaceAll(/^(?=.)/gm, ' '.repeat(columns));

/** Pages of blocks within blocks, every block apart from the next. */
const { blocks } = fc.letrec<{ block: string; blocks: string }>((tie) => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n\n')),
  block: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'blocks' },
    fc.constantFrom(
      'text',
      'two\nlines',
      '# Heading',
      '```sh\na\n\n    b\n```',
      '{% ini-value server.port %}',
    ),
    fc
      .tuple(
        fc.constantFrom('!!! note', '!!! tip ""', '!!! bug "A *b*"', '??? x', '???+ y "Z"'),
        tie('blocks'),
      )
      .map(([header, content]) => `${header}\n${indent(content)}`),
    tie('blocks').map((content) => `- item\n\n${indent(content, 2)}`),
    tie('blocks').map((content) => content.replaceAll(/^/gm, '> ').replaceAll(/^> $/gm, '>')),
  ),
}));

/** Anything, in pieces that mean something together. */
const soup = fc
  .array(
    fc.constantFrom(
      '!!! note',
      '!!! note "a"',
      '??? x',
      '???+',
      '!!!',
      '"',
      '\n',
      '\n\n',
      '    ',
      '        ',
      '\t',
      '  ',
      '\r\n',
      '> ',
      '- ',
      '1. ',
      'text',
      '# ',
      '```',
      '~~~',
      '| a |',
      '|-|',
      '---',
      '{% ini-value server.port %}',
      '{% ini-include section=server %}',
      '<%',
      '[^1]: ',
      ':::x',
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe('blocks', () => {
  it('are the same in remark and markdown-it, however they are nested', () => {
    fc.assert(
      fc.property(blocks, (markdown) => {
        expect(unifiedHtml(markdown, 'md')).toBe(markdownItHtml(markdown));
      }),
      { numRuns: 60 },
    );
  });

  it('read the same as Markdown and as MDX', () => {
    fc.assert(
      fc.property(blocks, (markdown) => {
        expect(unifiedHtml(markdown, 'mdx')).toBe(unifiedHtml(markdown, 'md'));
      }),
      { numRuns: 30 },
    );
  });

  it('are written as they were read', () => {
    fc.assert(
      fc.property(blocks, (markdown) => {
        const once = syntax.stringify(syntax.parse(markdown));
        expect(unifiedHtml(once, 'md')).toBe(unifiedHtml(markdown, 'md'));
        expect(syntax.stringify(syntax.parse(once))).toBe(once);
      }),
      { numRuns: 40 },
    );
  });
});

it('throws nothing but mistakes with a place, whatever the page is', () => {
  const md = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkDirective)
    .use(remarkLockstep, options);
  const mdx = unified().use(remarkParse).use(remarkMdx).use(remarkLockstep, options);
  fc.assert(
    fc.property(soup, (markdown) => {
      const thrown = [md.parse.bind(md), mdx.parse.bind(mdx), markdownItHtml].map((host) =>
        thrownBy(() => host(markdown)),
      );
      expect(thrown.filter((each) => !isMistake(each))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

function isMistake(thrown: unknown): boolean {
  const kinds = [VFileMessage, LockstepPageError];
  return thrown === undefined || kinds.some((kind) => thrown instanceof kind);
}

function thrownBy(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

it.each([
  ['blocks', 1000, (n: number) => '!!! note "Title"\n    text\n'.repeat(n)],
  ['what is no block', 1000, (n: number) => '!!! note "open\n'.repeat(n)],
  ['a long title', 50_000, (n: number) => `!!! note "${'" '.repeat(n)}x\n`],
  ['a long row of classes', 50_000, (n: number) => `!!! ${'note '.repeat(n)}"\n`],
])('reads %s: quadratic work would not end in time', (_, n, page) => {
  const markdown = page(n);
  expect(syntax.parse(markdown).position?.end.offset).toBe(markdown.length);
  expect(markdownItHtml(markdown)).not.toBe('');
});
