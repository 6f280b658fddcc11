import * as fc from 'fast-check';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, it } from 'vitest';
import { element } from '../../../plugin/src/reference/mdx.ts';

const mdx = unified().use(remarkParse).use(remarkMdx);

const SYNTAX = ['{', '}', '<', '>', '"', "'", '`', '\\', '&', '&amp;', '%}', '</script>', '\u2028'];
const INVISIBLE = ['\u202e', '\u2066', '\u00a0', '\u200b', '\ufeff', '\n', '\r', '\t'];

/** Anything that a document may hold: control characters other than line ends and tabs are refused there. */
const values = fc
  .array(fc.oneof(fc.constantFrom(...SYNTAX, ...INVISIBLE), fc.string({ unit: 'grapheme' })))
  .map((parts) => parts.join(''))
  .filter((value) => !/(?![\n\r\t])\p{Cc}/u.test(value) && value !== '');

it('gives an element exactly the value of an attribute, whatever is in it', () => {
  fc.assert(
    fc.property(values, (value) => {
      const written = element('Name', { value, none: undefined }, ['text']);
      expect(mdx.parse(written).children).toMatchObject([
        {
          name: 'Name',
          attributes: [{ type: 'mdxJsxAttribute', name: 'value', value }],
          children: [{ type: 'paragraph', children: [{ type: 'text', value: 'text' }] }],
        },
      ]);
    }),
  );
});

it('shows nobody a character that turns the direction of text or hides', () => {
  const written = element('Name', { value: INVISIBLE.join('') }, []);
  expect(written).not.toMatch(/(?! )[\p{Cf}\p{Z}\r\t]/u);
});
