const FACTOR = 4;

/**
 * How far a page's text may be searched in vain for the ends of expressions and elements: a page that is full of open
 * ones takes linear time, and is no MDX anyway.
 */
export class SearchBudget {
  #left: number;

  /** @param length of the text that is searched */
  constructor(length: number) {
    this.#left = length * FACTOR;
  }

  /**
   * Searches for an end.
   *
   * @param find gives what it finds before `to`
   */
  search<Found>(
    start: number,
    end: number,
    find: (to: number) => Found | undefined,
  ): Found | undefined {
    const to = Math.min(end, start + this.#left);
    const found = find(to);
    if (found === undefined) this.#left -= to - start;
    return found;
  }
}
