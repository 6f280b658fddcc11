import { basename, join } from 'node:path';
import type { Setting } from '@lockstep/config';
import { startServer } from '@lockstep/server';
import type { RunningServer } from '@lockstep/server';
import { expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { ManualClock } from '../bff/support/server.ts';
import { COMMON, fileWith, settingOf, VARIABLES, variablesWith } from './configuration.ts';
import type { Given } from './configuration.ts';
import { Findings } from './findings.ts';
import { committedEvidence, RUN_DIRECTORY } from './record.ts';
import type { EvidenceRecord } from './record.ts';

/** A server under observation. */
export interface Probed {
  readonly url: string;
  readonly clock: ManualClock;
  readonly server: RunningServer;
  /** The lines of the log so far. */
  readonly log: readonly string[];
}

/** What the server runs in, and how it is looked at. */
export interface Scene {
  /** Configuration beside the probed key, as INI. */
  readonly base?: string;
  /** What the file really gives the key; left out, it is what the page shows. */
  readonly given?: readonly [Given, Given];
  /** What is to be seen of the running server, in a few words: the same in every run. */
  readonly observe: (probed: Probed) => Promise<string>;
  /** What is to be seen when the server does not start; left out, it has to. */
  readonly refused?: (reason: unknown) => string;
}

/** A value, and what must be seen with it. */
interface Side {
  /** As the page shows it; left out, the key is not set. */
  readonly value?: string | readonly string[];
  readonly sees: string;
}

/** What a probe says about a key, for the page. */
interface ProbeFacts {
  /** Schema path, such as `oidc.providers.*.issuer`. */
  readonly key: string;
  /** Name of the test. */
  readonly title: string;
  /** What is done with the server, in one sentence. */
  readonly description: string;
  readonly a: Side;
  readonly b: Side;
}

/** A check of one key. Scenes that need something of their own, such as a provider, are prepared in the test. */
export type Probe = ProbeFacts & (Scene | { readonly prepare: () => Scene | Promise<Scene> });

const findings = new Findings(RUN_DIRECTORY);

/**
 * Registers the test of one key. The server is started with the first value in a file, with the second one, and, where
 * the key has an environment variable, with the first one in the file and the second one in the variable; each time it
 * is observed over its socket. The observations must differ and be those that the probe expects, and the record must
 * be the committed one, unless the run is there to write it.
 */
export function probe(facts: Probe): void {
  const { key, title, a, b } = facts;
  it(`${key}: ${title}`, async ({ task }) => {
    const testFile = task.file.filepath;
    const reads = new Set<string>();
    findings.keep(testFile, key, { reads });
    const setting = settingOf(key);
    const scene = 'prepare' in facts ? await facts.prepare() : facts;
    if (setting.secret && scene.given === undefined) throw new Error(`${key} needs names to show`);
    const [givenA, givenB] = scene.given ?? [a.value, b.value];
    const fileA = fileWith(setting, givenA);
    const variables = variablesWith(setting, givenB);
    const isInEnvironment = setting.env !== undefined;

    const observations = [
      await observe(scene, reads, fileA),
      await observe(scene, reads, fileWith(setting, givenB)),
    ] as const;
    const byVariable = isInEnvironment && (await observe(scene, reads, fileA, variables));
    expect(observations[0]).not.toBe(observations[1]);
    expect(observations).toEqual([a.sees, b.sees]);
    expect(byVariable, `with ${setting.env}`).toBe(isInEnvironment && b.sees);

    const record = toRecord(facts, `${basename(testFile)} > ${title}`, observations, setting);
    const isWriting = process.env['EVIDENCE'] === 'write';
    const committed = isWriting ? record : committedEvidence()[key];
    expect(record, 'the record in server/evidence.json').toEqual(committed);
    findings.keep(testFile, key, { record, reads });
  });
}

async function observe(
  scene: Scene,
  reads: Set<string>,
  file: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const texts = { 'common.ini': COMMON, 'scene.ini': scene.base ?? '', 'key.ini': file };
  const directory = directoryWith(texts);
  const clock = new ManualClock();
  const log: string[] = [];
  const starting = startServer({
    files: Object.keys(texts).map((name) => join(directory, name)),
    env: { ...VARIABLES, ...variables },
    clock,
    logStream: { write: (line) => log.push(line) },
  });
  const { refused } = scene;
  if (refused !== undefined) {
    const [start] = await Promise.allSettled([starting]);
    if (start.status === 'rejected') return refused(start.reason);
  }
  const server = await starting;
  try {
    return await scene.observe({ url: server.url, clock, server, log });
  } finally {
    await server.close();
    for (const key of server.loaded.reads) reads.add(key);
  }
}

function toRecord(
  { description, a, b }: ProbeFacts,
  test: string,
  observations: EvidenceRecord['observations'],
  { env }: Setting,
): EvidenceRecord {
  return {
    test,
    description,
    values: [shown(a), shown(b)],
    observations,
    ...(env === undefined ? {} : { env }),
  };
}

function shown({ value }: Side): string {
  if (value === undefined) return 'not set';
  return typeof value === 'string' ? value : value.join(', ');
}
