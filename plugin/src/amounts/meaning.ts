/** What an amount that somebody wrote may amount to. */
export interface Meaning {
  /** In milliseconds or bytes, or the number itself. */
  readonly total: number;
  /** How far rounding may have taken it from the exact amount: `1.5 hours` is meant to one digit. */
  readonly slack: number;
}

/** What a figure amounts to, by each size that its unit may have. */
export function meaningsOf(
  figure: number,
  decimals: number,
  sizes: readonly number[],
): readonly Meaning[] {
  const slack = decimals === 0 ? 0 : 0.5 * 10 ** -decimals;
  return sizes.map((size) => ({ total: figure * size, slack: slack * size }));
}

/**
 * Whether an amount is true of a value: one of its meanings is one of the totals that the value may amount to. Whole
 * numbers are exact; an amount with decimals is true to the digits that it is written with.
 */
export function isTrueOf(meanings: readonly Meaning[], totals: readonly number[]): boolean {
  return totals.some((wanted) =>
    meanings.some(
      ({ total, slack }) =>
        Math.abs(total - wanted) <= slack + 1e-9 * Math.max(1, Math.abs(wanted)),
    ),
  );
}

/** How many digits a figure has behind its decimal sign. */
export function decimalsOf(figure: string, sign = '.'): number {
  const index = figure.lastIndexOf(sign);
  return index < 0 ? 0 : figure.length - index - sign.length;
}
