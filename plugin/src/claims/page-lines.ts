import { LineCounter } from '@lockstep/config';
import type { CheckedPage } from './page/checked-page.ts';

const counters = new WeakMap<CheckedPage, LineCounter>();

/** Turns offsets of a page into positions; its lines are counted when first asked for. */
export function linesOf(page: CheckedPage): LineCounter {
  const known = counters.get(page);
  if (known) return known;
  const counter = new LineCounter(page.text);
  counters.set(page, counter);
  return counter;
}
