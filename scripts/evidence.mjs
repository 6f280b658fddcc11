/** Runs every probe and writes what was observed to `server/evidence.json`; an unchanged file is left alone. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { importSource } from './lib/import-source.mjs';
import { fail, step } from './lib/report.mjs';
import { bin, ROOT, run } from './lib/run.mjs';

const PROBES = 'test/server/evidence';
const env = { ...process.env, EVIDENCE: 'write' };

const { EVIDENCE_FILE, RUN_DIRECTORY } = await importSource(`${PROBES}/record.ts`);
rmSync(RUN_DIRECTORY, { recursive: true, force: true });
try {
  await step('running the probes', () =>
    run(bin('vitest'), ['run', '--root', ROOT, '--project', 'server', PROBES], { env }),
  );
} catch (error) {
  fail(error.message);
}
const { evidenceText } = await importSource(`${PROBES}/report.ts`);
const text = evidenceText();
if (text !== readFileSync(EVIDENCE_FILE, 'utf8')) writeFileSync(EVIDENCE_FILE, text);
