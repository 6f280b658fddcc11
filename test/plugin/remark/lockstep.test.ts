import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@mdx-js/mdx';
import { OptionsError } from 'docusaurus-plugin-lockstep';
import * as remarkExports from 'docusaurus-plugin-lockstep/remark';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import type { RemarkLockstepOptions } from 'docusaurus-plugin-lockstep/remark';
import remarkEmoji from 'remark-emoji';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import { beforeEach, describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { options, parse } from './helpers.ts';

/** What a page's parser throws. */
function messageOf(markdown: string, path?: string): VFileMessage {
  try {
    parse(new VFile({ value: markdown, ...(path === undefined ? {} : { path }) }), 'md');
  } catch (error) {
    if (error instanceof VFileMessage) return error;
    throw error;
  }
  throw new Error('The page has no mistake');
}

describe('the public API', () => {
  it('should be named exports alone', () => {
    expect(Object.keys(remarkExports).toSorted()).toEqual([
      'remarkLockstep',
      'remarkLockstepSyntax',
    ]);
  });
});

describe('errors of remarkLockstep', () => {
  it('carry place, code and source', () => {
    const message = messageOf('line\n\nfoo <% ini-value server.prot %>', 'docs/a.md');
    expect(message).toMatchObject({
      name: 'docs/a.md:3:18-3:29',
      file: 'docs/a.md',
      reason: expect.stringContaining(
        'docs/a.md:3:18: error: There is no key `server.prot`; did you mean `server.port`? [unknown-key]\n',
      ),
      ruleId: 'unknown-key',
      source: 'lockstep',
      fatal: true,
      place: {
        start: { line: 3, column: 18, offset: 23 },
        end: { line: 3, column: 29, offset: 34 },
      },
    });
  });

  it('tell all mistakes of a page at once', () => {
    const message = messageOf('<% ini-value a %>\n\n<% ini-include section=b %>', 'a.md');
    expect(message.name).toBe('a.md:1:14-1:15');
    expect(message.reason.split('\n')).toEqual([
      'a.md:1:14: error: There is no key `a` [unknown-key]',
      '  1 | <% ini-value a %>',
      '    |              ^',
      expect.stringMatching(/^ {2}see https:.*\/errors\/unknown-key\.md$/),
      expect.stringMatching(/^a\.md:3:24: error: There is no section `b` .*\[unknown-section\]$/),
      '  3 | <% ini-include section=b %>',
      '    |                        ^',
      expect.stringMatching(/^ {2}see https:.*\/errors\/unknown-section\.md$/),
    ]);
  });

  it('tell a broken source once, with its own place', () => {
    const root = directoryWith({ 'app.ini': '[server\nport = 1\n' });
    const processor = unified()
      .use(remarkParse)
      .use(remarkLockstep, { root, sources: { app: 'app.ini' } });
    const file = new VFile({ value: '<% ini-value a %>\n\n<% ini-value b %>', path: 'a.md' });
    expect(() => processor.parse(file)).toThrow(/app\.ini:1:/);
    expect(file.messages.map(({ line, ruleId }) => [line, ruleId])).toEqual([[1, 'broken-source']]);
  });

  it('leave nothing of one page to the next', () => {
    const processor = unified().use(remarkParse).use(remarkLockstep, options);
    expect(() => processor.parse('<% ini-value nope %>')).toThrow('nope');
    expect(processor.parse('<% ini-value server.port %>').children).toHaveLength(1);
  });

  it.each(['{}', 'null', '{ "sources": {} }'])('say what is wrong with options %s', (json) => {
    const wrong: RemarkLockstepOptions = JSON.parse(json);
    const processor = unified().use(remarkParse).use(remarkLockstep, wrong);
    expect(() => processor.freeze()).toThrow(OptionsError);
  });
});

describe('remarkLockstep with other plugins', () => {
  it('compiles MDX', async () => {
    const code = String(
      await compile(
        '# Port <% ini-value server.port %>\n\n<td>{% ini-value security.cookie %}</td>',
        {
          remarkPlugins: [[remarkLockstep, options]],
        },
      ),
    );
    expect(code).toContain('"Port 8080"');
    expect(code).toContain('"{x} <b>*star*</b> |"');
  });

  it('keeps emoji shortcodes in values', async () => {
    const file = await unified()
      .use(remarkParse)
      .use(remarkLockstep, options)
      .use(remarkEmoji)
      .use(remarkStringify)
      .process('<% ini-value security.emoji %> and :smile:');
    expect(String(file)).toBe('`:smile:` and 😄\n');
  });

  it('works in a processor that is used for many pages and copied', () => {
    const processor = unified().use(remarkParse).use(remarkLockstep, options).freeze();
    const copy = processor().use(remarkEmoji);
    for (const each of [processor, copy, processor]) {
      expect(each.parse('{% ini-value server.port %}').children).toMatchObject([
        { type: 'paragraph', children: [{ type: 'text', value: '8080' }] },
      ]);
    }
  });
});

describe('what a page depends on', () => {
  let directory: string;
  beforeEach(() => {
    directory = directoryWith({ 'a.ini': 'x = 1\n', 'b.ini': 'x = 2\n' });
  });

  const process = (markdown: string): { file: VFile; text: string } => {
    const file = new VFile(markdown);
    const processor = unified()
      .use(remarkParse)
      .use(remarkLockstep, { root: directory, sources: { a: 'a.ini', b: 'b.ini' } })
      .use(remarkStringify);
    return { file, text: processor.stringify(processor.parse(file)) };
  };

  it('is the files of the sources that its tags read', () => {
    const { file, text } = process('<% ini-value x file=b %>');
    expect(text).toBe('2\n');
    expect([...(file.data.lockstep?.dependencies ?? [])]).toEqual([join(directory, 'b.ini')]);
  });

  it('is nothing without tags', () => {
    expect(process('text').file.data.lockstep?.dependencies?.size).toBe(0);
  });

  it('is known when the source cannot be read', () => {
    rmSync(join(directory, 'b.ini'));
    const file = new VFile('<% ini-value x file=b %>');
    const processor = unified()
      .use(remarkParse)
      .use(remarkLockstep, { root: directory, sources: { a: 'a.ini', b: 'b.ini' } });
    expect(() => processor.parse(file)).toThrow('b.ini');
    expect(file.data.lockstep?.dependencies).toContain(join(directory, 'b.ini'));
  });

  it('is read again when it changed', () => {
    const processor = unified()
      .use(remarkParse)
      .use(remarkLockstep, { root: directory, sources: { a: 'a.ini' } })
      .use(remarkStringify);
    const render = (): string => processor.stringify(processor.parse('<% ini-value x %>'));
    expect(render()).toBe('1\n');
    writeFileSync(join(directory, 'a.ini'), 'x = 1000\n');
    expect(render()).toBe('1000\n');
  });
});
