import path from 'node:path';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { inlineOf, mistakeIn } from './render-tag.ts';
import type { TagProject } from './render-tag.ts';

const leaf = { type: 'string' };
const table = (properties: object): object => ({ type: 'object', properties });
const schema = table({
  debug: leaf,
  s: table({ a: leaf, t: table({ b: leaf }) }),
  maps: { type: 'object', additionalProperties: table({ c: leaf }) },
});

const project: TagProject = {
  files: { 'app.ini': '[maps.main]\nc = 1\n', 'schema.json': JSON.stringify(schema) },
  reference: { out: 'docs/reference', url: '/docs/reference' },
};

describe('<% ini-ref %>', () => {
  it.each([
    ['s.a', '[`s.a`](</docs/reference/s#s.a>)'],
    ['s.a title="the a of s"', '[the a of s](</docs/reference/s#s.a>)'],
    ['s.t.b', '[`s.t.b`](</docs/reference/s#s.t.b>)'],
    ['debug', '[`debug`](</docs/reference/general#debug>)'],
    ['s', '[`s`](</docs/reference/s#s>)'],
    ['s.t', '[`s.t`](</docs/reference/s#s.t>)'],
    ['maps.main.c', '[`maps.main.c`](</docs/reference/maps#maps.NAME.c>)'],
    ['maps.main', '[`maps.main`](</docs/reference/maps#maps.NAME>)'],
  ])('leads to the entry of %s', (attributes, link) => {
    expect(inlineOf(`<% ini-ref ${attributes} %>`, project)).toBe(link);
  });

  it.each([
    ['docs/a.md', './reference/s.mdx#s.a'],
    ['docs/guides/a.md', '../reference/s.mdx#s.a'],
    ['docs/reference/a.md', './s.mdx#s.a'],
  ])('is a path from %s where no address is set', (page, target) => {
    const root = directoryWith(project.files);
    const options = {
      root,
      sources: { app: { path: 'app.ini', schema: 'schema.json' } },
      reference: { out: 'docs/reference' },
    };
    const processor = unified().use(remarkParse).use(remarkLockstep, options);
    const tree = processor.parse(
      new VFile({ path: path.join(root, page), value: '<% ini-ref s.a %>' }),
    );
    expect(tree.children).toMatchObject([
      {
        type: 'paragraph',
        children: [{ type: 'link', url: target, children: [{ type: 'inlineCode', value: 's.a' }] }],
      },
    ]);
  });

  it.each([
    ['s.nope', project, 'unknown-key at s.nope'],
    ['sa', project, 'unknown-key at sa: There is no key `sa`; did you mean'],
    ['s.a', { files: project.files }, 'the option `reference` is not set'],
    [
      's.a',
      { files: project.files, reference: { out: 'docs/reference' } },
      'this page has no path; set `reference.url`',
    ],
    [
      'maps.main.c',
      { files: { 'app.ini': '[maps.main]\nc = 1\n' }, reference: { out: 'x' } },
      'the source `app` has no schema',
    ],
  ] satisfies readonly (readonly [string, TagProject, string])[])(
    'with nothing to lead to is a mistake: %s',
    (key, from, mistake) => {
      expect(mistakeIn(`<% ini-ref ${key} %>`, from)).toContain(mistake);
    },
  );

  it('is refused for a source that the pages are not about', () => {
    const app = { path: 'app.ini', schema: 'schema.json' };
    const from = { ...project, sources: { app, other: app } };
    expect(mistakeIn('<% ini-ref s.a file=other %>', from)).toContain(
      'no-reference at ini-ref: There is no reference page to link to: the reference pages are about the source `app`',
    );
  });
});
