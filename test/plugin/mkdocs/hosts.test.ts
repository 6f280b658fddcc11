import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { remarkLockstep, remarkLockstepSyntax } from 'docusaurus-plugin-lockstep/remark';
import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { createMarkdownRenderer } from 'vitepress';
import { describe, expect, it } from 'vitest';
import { lockstep } from '../cli/command-line.ts';
import { create, mistakesOf } from '../markdown-it/helpers.ts';
import { options as withoutBlocks } from '../remark/helpers.ts';
import { directoryWith } from '../../support/directory.ts';
import { markdownItHtml, normalize, options, unifiedHtml } from './helpers.ts';

const WRONG_TAGS = `!!! warning "Port {% ini-value server.prot %}"
    {% ini-include section=securty %}

    - An item

        !!! tip
        \t<% ini-value server.hots %>
{% ini-include section=nothing %}
`;
const PLACES = '1:32 unknown-key, 2:28 unknown-section, 7:24 unknown-key, 8:24 unknown-section';

describe('mistakes in tags within blocks', () => {
  it.each([
    ['md', unified().use(remarkParse)],
    ['mdx', unified().use(remarkParse).use(remarkMdx)],
  ])('have their places on the page in %s', (_, processor) => {
    const file = new VFile(WRONG_TAGS);
    expect(() => processor.use(remarkLockstep, options).parse(file)).toThrow('server.prot');
    const places = file.messages.map(({ line, column, ruleId }) => `${line}:${column} ${ruleId}`);
    expect(places.join(', ').replaceAll(/7:\d+/g, '7:24')).toBe(PLACES);
  });

  it('have their places on the page in markdown-it', () => {
    const places = mistakesOf(create({}, options), WRONG_TAGS);
    expect(places?.replaceAll(/7:\d+/g, '7:24')).toBe(PLACES);
  });
});

it('reads no block without the option', () => {
  const markdown = '!!! note\n    text\n';
  const tree = unified().use(remarkParse).use(remarkLockstep, withoutBlocks).parse(markdown);
  expect(tree.children).toMatchObject([{ type: 'paragraph' }]);
  expect(create().render(markdown, {})).toBe('<p>!!! note\ntext</p>\n');
});

it('keeps code that is indented by four more columns', () => {
  const markdown = '!!! note\n        code\n\n    text\n';
  expect(unifiedHtml(markdown, 'md')).toContain('<pre><code>code');
  expect(markdownItHtml(markdown)).toContain('<pre><code>code');
});

it('counts columns, not characters', () => {
  const tabs = '!!! note\n\ttext\n\n\t- item\n\n\t\t!!! tip\n\t\t\tdeep\n';
  const spaces = tabs.replaceAll('\t', '    ');
  expect(unifiedHtml(tabs, 'md')).toBe(unifiedHtml(spaces, 'md'));
  expect(markdownItHtml(tabs)).toBe(markdownItHtml(spaces));
});

it('gives directives to who makes something of directives', () => {
  const tree = unified()
    .use(remarkParse)
    .use(remarkLockstep, options)
    .parse('!!! failure inline "Oh"\n    text\n\n??? note\n    more\n');
  expect(tree.children).toMatchObject([
    {
      type: 'containerDirective',
      name: 'danger',
      attributes: { class: 'failure inline' },
      children: [
        { type: 'paragraph', data: { directiveLabel: true }, children: [{ value: 'Oh' }] },
        { type: 'paragraph' },
      ],
      position: { start: { line: 1, column: 1 }, end: { line: 2, column: 9 } },
    },
    { type: 'containerDirective', name: 'details', attributes: { class: 'note' } },
  ]);
});

describe('remark-stringify', () => {
  const page = `!!! warning inline "A *title* {% ini-value a.b %}"
    - a
    - b

    {% ini-include section=a %}

??? note
    text

\\!!! no block

:::tip[With colons]
text
:::
`;

  it('writes blocks back, and directives as directives', () => {
    const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);
    processor.use(remarkLockstepSyntax, { admonitions: 'mkdocs' });
    const text = processor.use(remarkStringify, { bullet: '-' }).processSync(page);
    expect(String(text)).toBe(page);
  });

  it('loses nothing where directives are registered later', () => {
    const processor = unified().use(remarkParse);
    processor.use(remarkLockstepSyntax, { admonitions: 'mkdocs' }).use(remarkDirective);
    const text = String(processor.use(remarkStringify).processSync(page));
    expect(text).toContain(':::warning[A *title* {% ini-value a.b %}]{.inline}\n* a\n* b\n');
  });
});

it('makes the custom blocks of VitePress in its renderer', async () => {
  const md = await createMarkdownRenderer(import.meta.dirname, {
    // It has the types of another version of markdown-it.
    config: (each) => void Reflect.apply(markdownItLockstep, undefined, [each, options]),
  });
  const html = md.render(
    '!!! failure "At {% ini-value server.port %}"\n    text\n\n??? note\n    more\n',
    {},
  );
  expect(normalize(html)).toBe(
    `<div class="danger custom-block failure">
<p class="custom-block-title">At 8080</p>
<p>text</p>
</div>
<details class="details custom-block note">
<summary>Note</summary>
<p>more</p>
</details>`,
  );
});

it('expands tags in place on the command line and leaves the block alone', async () => {
  const cwd = directoryWith({
    'lockstep.config.json': JSON.stringify({ sources: { app: 'app.ini' }, admonitions: 'mkdocs' }),
    'app.ini': '[s]\nport = 8080\n',
    'page.md':
      '!!! warning "On {% ini-value s.port %}"\n\n    {% ini-include %}\n\n    - x\n\n      {% ini-include %}\n\nend\n',
  });
  const { out, err } = await lockstep(cwd, ['render', 'page.md']);
  expect(err).toBe('');
  expect(out).toBe(
    '!!! warning "On 8080"\n\n    ```ini\n    [s]\n    port = 8080\n    ```\n\n    - x\n\n' +
      '      ```ini\n      [s]\n      port = 8080\n      ```\n\nend\n',
  );
});

it('freezes tags in blocks as well', async () => {
  const cwd = directoryWith({
    'lockstep.config.json': JSON.stringify({ sources: { app: 'app.ini' }, admonitions: 'mkdocs' }),
    'app.ini': '[s]\nport = 8080\n',
    'old/page.md': '!!! note\n    On {% ini-value s.port %}.\n',
  });
  const { err } = await lockstep(cwd, ['freeze', 'old', '--format', 'md']);
  expect(err).toBe('');
  expect(readFileSync(join(cwd, 'old/page.md'), 'utf8')).toBe('!!! note\n    On 8080.\n');
});
