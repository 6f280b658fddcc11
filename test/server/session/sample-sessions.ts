import { routingTag } from '../../../server/src/session/session-id.ts';
import type { SessionRef } from '../../../server/src/session/session-id.ts';
import type { SessionRecord } from '../../../server/src/session/session-record.ts';
import type {
  CreationTerms,
  NewSession,
  RefreshClaim,
  SessionStore,
  SessionUse,
} from '../../../server/src/session/session.store.ts';

const HOUR = 3_600_000;
export const IDLE = 60_000;
export const GRACE = 5000;
export const INTERVAL = 20_000;
/** Stores outside the process expire by the real clock as well; tests live near it. */
export const START: number = Date.now();
export const ISS: string = 'https://login.example.test';
const TOKENS = {
  accessToken: 'access',
  accessTokenExpiresAt: START + 300_000,
  accessTokenLifetime: 300_000,
  refreshToken: 'refresh',
  idToken: 'id',
};
const ALICE = { id: 'id-alice', iss: ISS, sub: 'alice', name: 'Alice' };

/** A record of a session named `family`, that began at `at` milliseconds after the start. */
export function record(family: string, at = 0, change: Partial<SessionRecord> = {}): SessionRecord {
  const createdAt = START + at;
  const { user = ALICE } = change;
  return {
    ref: { tag: routingTag(user), family },
    handle: `handle-${family}`,
    provider: 'main',
    providerSession: `sid-${family}`,
    user,
    origin: { userAgent: 'Firefox', address: '192.0.2.1' },
    tokens: TOKENS,
    tokensVersion: 0,
    csrfEpoch: 0,
    createdAt,
    rotatedAt: createdAt,
    lastSeenAt: createdAt,
    idleExpiresAt: createdAt + IDLE,
    absoluteExpiresAt: createdAt + HOUR,
    ...change,
  };
}

/** The record with the hash of its first secret, `<family>-0`. */
export function session(...args: Parameters<typeof record>): NewSession {
  return { record: record(...args), secretHash: `${args[0]}-0` };
}

export function terms(at = 0, change: Partial<CreationTerms> = {}): CreationTerms {
  const now = START + at;
  return { limit: 0, onLimit: 'evict_oldest', authenticatedAt: now, now, ...change };
}

/** A use with the secret `<family>-<generation>`, whose successor is the next generation. */
export function use(
  family: string,
  at: number,
  generation = 0,
  change: Partial<SessionUse> = {},
): SessionUse {
  return {
    secretHash: `${family}-${generation}`,
    successors: [`${family}-${generation + 1}`],
    now: START + at,
    idleTimeout: IDLE,
    rotationInterval: INTERVAL,
    rotationGrace: GRACE,
    rotate: false,
    ...change,
  };
}

export const refOf = (family: string): SessionRef => record(family).ref;
export const claim = (owner: string, at: number, tokensVersion = 0): RefreshClaim => ({
  owner,
  tokensVersion,
  now: START + at,
  until: START + at + 1000,
});

/** Makes a store. */
export type MakeStore = () => SessionStore | Promise<SessionStore>;

/** A store with sessions in it. */
export async function filled(
  makeStore: MakeStore,
  sessions: readonly NewSession[],
): Promise<SessionStore> {
  const store = await makeStore();
  for (const each of sessions) {
    const now = each.record.createdAt;
    await store.create(each, terms(0, { now, authenticatedAt: now }));
  }
  return store;
}
