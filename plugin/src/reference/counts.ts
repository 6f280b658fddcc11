import { text } from '../render/inline.ts';
import type { InlineNode } from '../render/inline.ts';
import type { KeyFacts } from './facts.ts';
import { marksOf } from './rows.ts';
import type { Mark } from './rows.ts';

/** Marks that overviews count and that a filter can select by. */
type CountedMark = Extract<Mark, 'proven' | 'planned' | 'deprecated' | 'secret'>;

/** How many keys carry each mark. */
export type Counts = Readonly<Record<CountedMark, number>>;

const COUNTED: readonly CountedMark[] = ['proven', 'planned', 'deprecated', 'secret'];

/** Counts the marks of keys. */
export function countMarks(facts: readonly KeyFacts[]): Counts {
  const counts = { proven: 0, planned: 0, deprecated: 0, secret: 0 };
  for (const each of facts) {
    const marks = marksOf(each);
    for (const mark of COUNTED) if (marks.includes(mark)) counts[mark] += 1;
  }
  return counts;
}

/** An overview: the number of keys and of each mark; marks that no key has are left out. */
export interface CountTable {
  /** Without the first column. */
  readonly header: readonly string[];
  /** What a row is about, as Markdown, and its numbers. */
  readonly row: (label: string, facts: readonly KeyFacts[]) => readonly (string | InlineLine)[];
}

type InlineLine = readonly InlineNode[];

/** An overview whose rows are about some of these keys each. */
export function countTable(all: readonly KeyFacts[]): CountTable {
  const total = countMarks(all);
  const shown = COUNTED.filter((mark) => total[mark] > 0);
  return {
    header: ['Keys', ...shown.map((mark) => `${mark[0]!.toUpperCase()}${mark.slice(1)}`)],
    row: (label, facts) => {
      const counts = countMarks(facts);
      const numbers = [facts.length, ...shown.map((mark) => counts[mark])];
      return [label, ...numbers.map((number) => [text(String(number))])];
    },
  };
}
