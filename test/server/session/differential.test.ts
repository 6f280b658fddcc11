import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedisGateway } from '../../../server/src/redis/redis-gateway.ts';
import { MemorySessionStore } from '../../../server/src/session/memory-session.store.ts';
import type { SessionRecord } from '../../../server/src/session/session-record.ts';
import type { SessionStore } from '../../../server/src/session/session.store.ts';
import { RedisServer } from '../redis/redis-server.ts';
import { openGateway, storeOver } from './redis-support.ts';
import { claim, ISS, record, refOf, session, START, terms, use } from './sample-sessions.ts';

/** One step, `at` milliseconds after the start. `which` chooses a session among those that were begun. */
interface Step {
  readonly name: string;
  readonly at: number;
  readonly which: number;
  readonly generation: number;
  readonly isYes: boolean;
}

const USER = record('a').user;
const TOKENS = { accessToken: 'new', refreshToken: 'newer', idToken: 'id' };

type Act = (store: SessionStore, step: Step, place: number) => Promise<unknown>;

const familyOf = ({ which }: Step): string => `s${which}`;
const logout = ({ at }: Step) => ({
  iss: ISS,
  at: START + at,
  now: START + at,
  remember: 86_400_000,
});

const STEPS: Readonly<Record<string, Act>> = {
  login: (store, { at, isYes }, place) =>
    store.create(
      session(`s${place}`, at),
      terms(at, { limit: 3, onLimit: isYes ? 'evict_oldest' : 'reject' }),
    ),
  use: (store, step) => {
    const change = { rotate: step.isYes, rotationInterval: 5000 };
    return store.use(refOf(familyOf(step)), use(familyOf(step), step.at, step.generation, change));
  },
  find: (store, step) => store.find(refOf(familyOf(step)), START + step.at),
  list: (store, { at }) => store.list(USER, START + at),
  revoke: (store, step) => store.revoke(refOf(familyOf(step))),
  others: (store, step) => store.revokeUser(USER, refOf(familyOf(step))),
  all: (store) => store.revokeUser(USER),
  subject: (store, step) => store.endByProvider({ ...logout(step), sub: USER.sub }),
  provider: (store, step) => store.endByProvider({ ...logout(step), sid: `sid-${familyOf(step)}` }),
  claim: (store, step) =>
    store.claimRefresh(refOf(familyOf(step)), claim(step.isYes ? 'x' : 'y', step.at)),
  finish: (store, { isYes, ...step }) => {
    const ref = refOf(`s${step.which}`);
    return isYes
      ? store.finishRefresh(ref, 'x', { tokens: TOKENS, rights: { roles: ['admin'] } })
      : store.finishRefresh(ref, 'x');
  },
};

/** What two stores have in common: neither says when it forgets what expired, nor in which order it ends several. */
function comparable(outcome: unknown, at: number): unknown {
  const hasExpired = ({ idleExpiresAt, absoluteExpiresAt }: SessionRecord): boolean =>
    START + at >= Math.min(idleExpiresAt, absoluteExpiresAt);
  if (Array.isArray(outcome)) {
    const live = outcome.filter((one: SessionRecord) => !hasExpired(one));
    return live.toSorted((one: SessionRecord, other: SessionRecord) =>
      one.handle < other.handle ? -1 : 1,
    );
  }
  if (isRecord(outcome)) return hasExpired(outcome) ? undefined : outcome;
  const isExpired = Reflect.get(Object(outcome), 'state') === 'expired';
  return isExpired ? { state: 'missing' } : outcome;
}

function isRecord(outcome: unknown): outcome is SessionRecord {
  return Reflect.has(Object(outcome), 'idleExpiresAt');
}

const steps = fc.array(
  fc.record({
    name: fc.constantFrom(...Object.keys(STEPS), 'login', 'use', 'use'),
    after: fc.integer({ min: 0, max: 12_000 }),
    which: fc.nat({ max: 5 }),
    generation: fc.nat({ max: 2 }),
    isYes: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

describe('Redis and memory', () => {
  let server: RedisServer;
  let client: Redis;
  let gateway: RedisGateway;
  beforeAll(async () => {
    server = await RedisServer.start();
    client = new Redis(server.url);
    gateway = await openGateway({ url: server.url });
  });
  afterAll(async () => {
    client.disconnect();
    gateway.close();
    await server.stop();
  });

  it('give the same answers to whatever is asked, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await client.flushall();
        const stores = [new MemorySessionStore(), storeOver(gateway.scripts)] as const;
        let at = 0;
        for (const [place, { after, ...rest }] of all.entries()) {
          at += after;
          const step = { ...rest, at };
          const answers: unknown[] = [];
          for (const store of stores) {
            const outcome = await STEPS[step.name]?.(store, step, place);
            answers.push(comparable(outcome, at));
          }
          expect(answers[1], `${place}: ${step.name}`).toEqual(answers[0]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
