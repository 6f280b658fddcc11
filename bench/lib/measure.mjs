/** Side by side measurement: variants take turns, so that whatever else the machine does hits all of them alike. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** Every turn starts with a clean heap; what a turn itself leaves to collect is in its time. */
const collectGarbage = runInNewContext('gc');

/** The middle of a list of numbers. */
export function median(numbers) {
  return quantile(numbers, 0.5);
}

/** The value below which a share of a list lies, between its neighbours where it falls between two. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/**
 * Runs variants in turns (A B A B …) and times each turn.
 *
 * @param variants functions, each one turn; they may be asynchronous
 * @param rounds how often each variant has its turn
 * @param warmUp rounds before that, which do not count
 * @returns the times of each variant in milliseconds, round by round
 */
export async function takeTurns(variants, { rounds, warmUp }) {
  const times = variants.map(() => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [index, variant] of variants.entries()) {
      collectGarbage();
      const start = performance.now();
      await variant();
      const time = performance.now() - start;
      if (round >= 0) times[index].push(time);
    }
  }
  return times;
}

/**
 * Compares two series that were taken in turns.
 *
 * @returns medians of both, and the median and quartiles of the ratios of neighbours: a machine that slows down in the
 *   middle of a run slows down both sides of a pair
 */
export function compare(subject, base) {
  const ratios = subject.map((time, round) => time / base[round]);
  return {
    subject: median(subject),
    base: median(base),
    ratio: median(ratios),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
  };
}
