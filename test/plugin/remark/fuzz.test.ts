import * as fc from 'fast-check';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import { describe, expect, it } from 'vitest';
import { create, mistakesOf } from '../markdown-it/helpers.ts';
import { parse, parsePlain, setupNames } from './helpers.ts';
import type { Setup } from './helpers.ts';

/** Markdown, MDX and tags, whole and in pieces. */
const piece = fc.oneof(
  fc.constantFrom(
    '<%',
    '%>',
    '{%',
    '%}',
    '<%%',
    '%',
    '"',
    "'",
    '=',
    '\\',
    'ini-',
    'ini-value',
    'section=server',
  ),
  fc.constantFrom(
    '<% ini-value server.port %>',
    '{% ini-include section=server %}',
    '<% ini-include\n',
    '<% ini-x %>',
    '<% ini-value server.port %>8080',
    '<% /ini-value %>',
    '```sh expand\n',
  ),
  fc.constantFrom(
    '\n',
    '\n\n',
    ' ',
    '    ',
    '\t',
    '\r\n',
    '> ',
    '- ',
    '1. ',
    '# ',
    '| ',
    '|---|',
    '***',
    '---\n',
  ),
  fc.constantFrom(
    'a',
    '`',
    '```',
    '~~~',
    '*',
    '_',
    '[',
    '](',
    ')',
    '![',
    '<',
    '>',
    '<b>',
    '</b>',
    '<!--',
    '-->',
  ),
  fc.constantFrom(
    '{',
    '}',
    '{1}',
    '<A/>',
    ':::',
    '[^1]: ',
    'http://a.b:',
    'www.a.b',
    'é',
    '\u0000',
    '\uFEFF',
  ),
);
const page = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

/** Sources of the messages that a page may end in. */
function outcome(markdown: string, setup: Setup): string {
  try {
    parse(new VFile(markdown), setup);
    return 'parsed';
  } catch (error) {
    if (error instanceof VFileMessage) return error.source ?? '';
    if (isOpenElementInHeading(error)) return 'mdx';
    throw error;
  }
}

/** `<b>a` above `---`, with or without tags: the parser's development build asserts before remark-mdx can complain. */
function isOpenElementInHeading(error: unknown): boolean {
  return error instanceof Error && error.message === 'expected heading on stack';
}

describe('any page', () => {
  it.each(setupNames)('is parsed or refused with a message in %s', (setup) => {
    const allowed = setup.startsWith('mdx') ? /^parsed$|lockstep|mdx/ : /^parsed$|^lockstep$/;
    fc.assert(
      fc.property(page, (markdown) => {
        expect(outcome(markdown, setup)).toMatch(allowed);
      }),
      { numRuns: 400 },
    );
  });

  it('is parsed or refused with a message in markdown-it', () => {
    const md = create({ html: true, linkify: true, typographer: true });
    fc.assert(
      fc.property(page, (markdown) => {
        expect(['string', 'undefined']).toContain(typeof mistakesOf(md, markdown));
      }),
      { numRuns: 400 },
    );
  });

  it('comes out the same in whichever order the plugins were registered', () => {
    fc.assert(
      fc.property(page, (markdown) => {
        expect(outcome(markdown, 'mdx, before remark-mdx')).toBe(outcome(markdown, 'mdx'));
        expect(outcome(markdown, 'md, before everything')).toBe(outcome(markdown, 'md'));
      }),
      { numRuns: 200 },
    );
  });

  it('without a tag is what it would be without the plugin', () => {
    fc.assert(
      fc.property(page, (markdown) => {
        fc.pre(!/[<{]%/.test(markdown));
        expect(parse(new VFile(markdown), 'md')).toEqual(parsePlain(markdown));
      }),
      { numRuns: 200 },
    );
  });
});
