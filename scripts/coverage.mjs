/**
 * Prints how many keys of the catalogue are proven and how many planned, and fails when a live key is not: it has no
 * probe, its two observations are equal, its record is not what the probe found, or no code reads it. Judges by the last
 * run of the tests.
 */
import { importSource } from './lib/import-source.mjs';

const { coverageReport } = await importSource('test/server/evidence/report.ts');
const { isComplete, text } = coverageReport();
console.log(text);
process.exitCode = isComplete ? 0 : 1;
