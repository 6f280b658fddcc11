import { BLOCK_CASES } from './block.ts';
import { INLINE_CASES } from './inline.ts';
import { LITERAL_CASES } from './literal.ts';
import { MISTAKE_CASES } from './mistake.ts';
import type { SyntaxCase } from './syntax-case.ts';

/** Pages that every host has to read alike, by what is on them. */
export const SYNTAX_CASES: Readonly<Record<string, readonly SyntaxCase[]>> = {
  'a tag on lines of its own': BLOCK_CASES,
  'a tag in running text': INLINE_CASES,
  'what is no tag': LITERAL_CASES,
  'a mistake': MISTAKE_CASES,
};
