import { setImmediate } from 'node:timers/promises';
import type { RedisReply, ScriptRunner } from '../../../server/src/kernel/script-runner.ts';

/** A runner whose every round trip waits for its turn. */
class GatedRunner implements ScriptRunner {
  readonly #runner: ScriptRunner;
  readonly #waiting: (() => Promise<void>)[] = [];

  constructor(runner: ScriptRunner) {
    this.#runner = runner;
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  run(...call: Parameters<ScriptRunner['run']>): Promise<RedisReply> {
    return this.#gate(() => this.#runner.run(...call));
  }

  command(...call: Parameters<ScriptRunner['command']>): Promise<RedisReply> {
    return this.#gate(() => this.#runner.command(...call));
  }

  /** Lets one round trip through, and what follows from it up to the next one. */
  async step(): Promise<void> {
    await this.#waiting.shift()?.();
    await setImmediate();
  }

  #gate(roundTrip: () => Promise<RedisReply>): Promise<RedisReply> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => roundTrip().then(resolve, reject));
    });
  }
}

/** At each moment when both could go on: which one did. */
type Schedule = readonly (0 | 1)[];

/**
 * Runs two operations in every order in which their round trips can follow each other.
 *
 * @param attempt prepares the ground, starts both operations over the given runners, and returns what checks the outcome
 * @returns how many orders there were
 */
export async function inEveryOrder(
  runner: ScriptRunner,
  attempt: (one: ScriptRunner, other: ScriptRunner) => Promise<() => Promise<void>>,
): Promise<number> {
  let schedule: Schedule | undefined = [];
  let count = 0;
  while (schedule !== undefined) {
    const pair = [new GatedRunner(runner), new GatedRunner(runner)] as const;
    const check = await attempt(...pair);
    const taken = await follow(pair, schedule);
    await check();
    schedule = nextAfter(taken);
    count += 1;
  }
  return count;
}

/** Follows the schedule, and lets the first one go on where it says nothing more. */
async function follow(
  [one, other]: readonly [GatedRunner, GatedRunner],
  schedule: Schedule,
): Promise<Schedule> {
  const taken: (0 | 1)[] = [];
  await setImmediate();
  while (one.isWaiting || other.isWaiting) {
    if (one.isWaiting && other.isWaiting) taken.push(schedule[taken.length] ?? 0);
    const isOther = one.isWaiting && other.isWaiting ? taken.at(-1) === 1 : other.isWaiting;
    await (isOther ? other : one).step();
  }
  return taken;
}

/** The schedule that differs at the last moment where the other one was not let go first yet. */
function nextAfter(taken: Schedule): Schedule | undefined {
  const last = taken.lastIndexOf(0);
  return last === -1 ? undefined : [...taken.slice(0, last), 1];
}
