/** The table that a run prints, and keeps as Markdown. */
import { cpus } from 'node:os';

const HEADINGS = ['what', 'here', 'beside', 'ratio', 'quartiles', 'of fastest', 'goal', ''];

/**
 * A row of the table.
 *
 * @param what what was measured against what
 * @param comparison what `compare` returns
 * @param options.unit written behind both medians
 * @param options.atMost, options.atLeast the goal for the ratio; without one the row only informs
 * @param options.exactly the goal for what was measured here
 */
export function row(what, comparison, { unit = 'ms', atMost, atLeast, exactly } = {}) {
  const { subject, base, ratio, quartiles, fastest } = comparison;
  const goals = [
    ...(atMost === undefined ? [] : [{ text: `<= ${atMost.toFixed(2)}`, met: ratio <= atMost }]),
    ...(atLeast === undefined ? [] : [{ text: `>= ${atLeast.toFixed(2)}`, met: ratio >= atLeast }]),
    ...(exactly === undefined ? [] : [{ text: `= ${exactly}`, met: subject === exactly }]),
  ];
  return [
    what,
    amount(subject, unit),
    amount(base, unit),
    ratio.toFixed(3),
    quartiles.map((each) => each.toFixed(2)).join('-'),
    fastest.toFixed(3),
    goals.map(({ text }) => text).join(', '),
    goals.length === 0 ? '' : goals.every(({ met }) => met) ? 'met' : 'missed',
  ];
}

/** The machine that a run was made on. */
export function machine() {
  const [{ model } = { model: 'unknown processor' }, ...others] = cpus();
  return `Node ${process.version}, ${others.length + 1} cores (${model.trim()}), ${process.platform} ${process.arch}`;
}

/** Rows as a Markdown table, its columns aligned for terminals. */
export function table(rows) {
  const all = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) =>
    Math.max(3, ...all.map((cells) => cells[column].length)),
  );
  const line = (cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [line(HEADINGS), rule, ...rows.map(line)].join('\n');
}

function amount(value, unit) {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 3;
  return `${value.toFixed(digits)} ${unit}`;
}
