import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Findings } from './findings.ts';
import type { EvidenceRecord, EvidenceRun } from './record.ts';

const RECORD: EvidenceRecord = {
  test: 'a test',
  description: 'Something is done.',
  values: ['1', '2'],
  observations: ['one', 'two'],
};

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'lockstep-findings-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

async function runIn(where: string, file: string): Promise<EvidenceRun> {
  const run: EvidenceRun = JSON.parse(await readFile(path.join(where, file), 'utf8'));
  return run;
}

describe('findings', () => {
  it('are left in a file for each file of probes, though all run in one process', async () => {
    const where = await folder();
    const findings = new Findings(where);
    findings.keep('/a/app.test.ts', 'app.name', { record: RECORD, reads: new Set(['app.name']) });
    findings.keep('/a/docs.test.ts', 'docs.dir', { record: RECORD, reads: new Set(['docs.dir']) });
    findings.keep('/a/app.test.ts', 'app.port', { record: RECORD, reads: new Set(['app.host']) });
    expect(await runIn(where, 'app.json')).toEqual({
      records: { 'app.name': RECORD, 'app.port': RECORD },
      reads: ['app.host', 'app.name'],
    });
    expect(await runIn(where, 'docs.json')).toEqual({
      records: { 'docs.dir': RECORD },
      reads: ['docs.dir'],
    });
  });

  it('forget what a probe found when it runs again', async () => {
    const where = await folder();
    const findings = new Findings(where);
    findings.keep('/a/app.test.ts', 'app.name', { record: RECORD, reads: new Set(['app.name']) });
    findings.keep('/a/app.test.ts', 'app.name', { reads: new Set() });
    expect(await runIn(where, 'app.json')).toEqual({ records: {}, reads: [] });
  });
});
