import { settingsSchema } from '@lockstep/server/settings';
import { describe, expect, it } from 'vitest';
import { judgeCoverage } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import type { EvidenceRecord, EvidenceRecords } from './record.ts';
import { printCoverage } from './report.ts';

const KEY = 'security.session.idle_timeout';
const MAP_KEY = 'oidc.providers.*.issuer';
const PLANNED_KEY = 'metrics.enabled';

const RECORD: EvidenceRecord = {
  test: 'a test',
  description: 'Something is done.',
  values: ['1', '2'],
  observations: ['one', 'two'],
};

const live = settingsSchema.settings
  .filter(({ planned }) => !planned)
  .map(({ path }) => path.join('.'));
const complete: EvidenceRecords = Object.fromEntries(live.map((key) => [key, RECORD]));
const allReads = live.map((key) => key.replace('*', 'main'));

interface Doctored {
  readonly committed?: EvidenceRecords;
  readonly records?: EvidenceRecords;
  readonly reads?: readonly string[];
}

function judge({ committed = complete, records = complete, reads = allReads }: Doctored): Coverage {
  return judgeCoverage(settingsSchema, committed, { records, reads });
}

function without(records: EvidenceRecords, key: string): EvidenceRecords {
  return Object.fromEntries(Object.entries(records).filter(([name]) => name !== key));
}

describe('coverage', () => {
  it('is complete when every live key is read and has a record that was found again', () => {
    const { problems, sections } = judge({});
    expect(problems).toEqual([]);
    for (const { keys, proven, planned } of sections) expect(proven + planned).toBe(keys);
    expect(sections).toContainEqual({ section: 'logging', keys: 2, proven: 2, planned: 0 });
    expect(sections).toContainEqual({ section: 'tls', keys: 5, proven: 0, planned: 5 });
  });

  it.each([KEY, MAP_KEY])('fails when the probe of %s is gone', (key) => {
    const records = without(complete, key);
    expect(judge({ records }).problems).toEqual([{ code: 'no-probe', key }]);
    expect(judge({ records, committed: records }).problems).toEqual([{ code: 'no-probe', key }]);
  });

  it('fails when a record is not committed, or not the one that was found', () => {
    const stale = [{ code: 'stale-record', key: KEY }];
    expect(judge({ committed: without(complete, KEY) }).problems).toEqual(stale);
    const other = { ...RECORD, observations: ['one', 'three'] as const };
    expect(judge({ committed: { ...complete, [KEY]: other } }).problems).toEqual(stale);
  });

  it('fails when both observations are equal', () => {
    const equal = { ...RECORD, observations: ['one', 'one'] as const };
    const records = { ...complete, [KEY]: equal };
    expect(judge({ records, committed: records }).problems).toEqual([
      { code: 'equal-observations', key: KEY },
    ]);
  });

  it('fails when a record is about a key that does not exist', () => {
    const key = 'security.session.idle_timout';
    expect(judge({ committed: { ...complete, [key]: RECORD } }).problems).toEqual([
      { code: 'unknown-key', key },
    ]);
  });

  it('fails when a record is about a planned key', () => {
    expect(judge({ committed: { ...complete, [PLANNED_KEY]: RECORD } }).problems).toEqual([
      { code: 'planned-key', key: PLANNED_KEY },
    ]);
  });

  it.each([
    [KEY, KEY],
    [MAP_KEY, 'oidc.providers.main.issuer'],
  ])('fails when no code reads %s', (key, concrete) => {
    const reads = allReads.filter((read) => read !== concrete);
    expect(judge({ reads: [...reads, 'then', '__proto__', 'constructor'] }).problems).toEqual([
      { code: 'never-read', key },
    ]);
  });

  it('counts a key with a problem as not proven', () => {
    const { sections } = judge({ records: without(complete, 'logging.level') });
    expect(sections).toContainEqual({ section: 'logging', keys: 2, proven: 1, planned: 0 });
  });

  it('is printed with counts, a total and one line for each problem', () => {
    const lines = printCoverage({
      sections: [
        { section: 'app', keys: 10, proven: 9, planned: 1 },
        { section: 'tls', keys: 5, proven: 0, planned: 5 },
      ],
      problems: [{ code: 'never-read', key: 'app.name' }],
    }).split('\n');
    const cells = lines.map((line) => line.split(/\s+/u));
    expect(cells[0]).toEqual(['section', 'keys', 'proven', 'planned']);
    expect(cells[3]).toEqual(['total', '15', '9', '6']);
    expect(lines.at(-1)).toBe(
      'app.name: the key is live, and no code read it in the last run [never-read]',
    );
  });
});
