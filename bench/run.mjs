/**
 * `npm run bench -- [NAME…] [--compiled]`: how the product compares with its peers, as ratios that were measured side by
 * side in this very run. A report, not a test: a goal that is missed does not fail it. `million` takes minutes, and runs
 * only when it is named.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { fail, step } from '../scripts/lib/report.mjs';
import { ROOT, bin, onInterrupt, run, stopAll } from '../scripts/lib/run.mjs';
import { machine, table } from './lib/report.mjs';

const INTERRUPTED = 130;
const SUITES = [
  'remark',
  'markdown-it',
  'peers',
  'check',
  'growth',
  'parsers',
  'docusaurus',
  'server',
];
/** Suites that run when they are asked for. */
const LONG = ['million'];

const { values, positionals } = parseArgs({
  options: {
    /** Measures what `npm run build` left. */
    compiled: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => ![...SUITES, ...LONG].includes(name));
if (unknown.length > 0) {
  fail(
    `There is no benchmark ${unknown.join(', ')}; the benchmarks are ${[...SUITES, ...LONG].join(', ')}`,
  );
}
const suites = positionals.length > 0 ? positionals : SUITES;

mkdirSync(`${ROOT}.lockstep`, { recursive: true });
const folder = mkdtempSync(`${ROOT}.lockstep/bench-`);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
onInterrupt(async () => {
  await stopAll();
  return INTERRUPTED;
});

try {
  if (!values.compiled) await step('compiling the packages', () => run(bin('tsc'), ['-b']));
  const rows = [];
  for (const name of suites) {
    const { measure } = await import(`./suites/${name}.mjs`);
    rows.push(...(await step(name, () => measure({ folder }))));
  }
  console.log(`\n${pc.dim(machine())}\n\n${table(rows)}`);
} catch (error) {
  await stopAll();
  fail(error.message);
}
