/** Side by side measurement: variants take turns, so that whatever else the machine does hits all of them alike. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** Every round starts with a clean heap. */
const collectGarbage = runInNewContext('gc');

/** The middle of a list of numbers. */
function median(numbers) {
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
 * Runs variants in turns and times them. Each round does one part of the work after the other, and each part with every
 * variant (A B A B …, the next round B A B A …): turns are short, so that a burst of other load hits all variants alike.
 *
 * @param variants functions that do one part of the work, given its index; they may be asynchronous
 * @param rounds how often each variant does the whole work
 * @param warmUp rounds before that, which do not count
 * @param parts how many parts the work has
 * @returns for each variant its times in milliseconds, round by round (`times`), and the sum of the shortest time of
 *   each part (`fastest`), which other load can hardly change
 */
export async function takeTurns(variants, { rounds, warmUp, parts = 1 }) {
  const order = [...variants.keys()];
  const times = variants.map(() => []);
  const shortest = variants.map(() => Array.from({ length: parts }, () => Infinity));
  for (let round = 0; round < warmUp + rounds; round++) {
    const sums = variants.map(() => 0);
    collectGarbage();
    for (let part = 0; part < parts; part++) {
      for (const index of round % 2 === 0 ? order : order.toReversed()) {
        const start = performance.now();
        await variants[index](part);
        const time = performance.now() - start;
        sums[index] += time;
        shortest[index][part] = Math.min(shortest[index][part], time);
      }
    }
    if (round >= warmUp) times.forEach((series, index) => series.push(sums[index]));
  }
  return order.map((index) => ({ times: times[index], fastest: sum(shortest[index]) }));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A series of one number. */
export function figure(number) {
  return { times: [number], fastest: number };
}

/**
 * Compares two series that were taken in turns.
 *
 * @returns medians of both; the median and quartiles of the ratios of neighbours, since a machine that slows down in
 *   the middle of a run slows down both sides of a pair; and the ratio of the fastest
 */
export function compare(subject, base) {
  const ratios = subject.times.map((time, round) => time / base.times[round]);
  return {
    subject: median(subject.times),
    base: median(base.times),
    ratio: median(ratios),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    fastest: subject.fastest / base.fastest,
  };
}
