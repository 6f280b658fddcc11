import { isExpired } from './session-record.ts';
import type { SessionRecord } from './session-record.ts';
import type { SessionUse, UseOutcome } from './session.store.ts';

/**
 * The ids of a session, as hashes of their secrets. `next` was handed out and not used yet: until then `current` stays
 * good, since the response that carried `next` may have been lost. Once `next` is used it is `current`, and the one
 * before it answers until `previousUntil`.
 */
interface IdChain {
  readonly current: string;
  readonly next?: string | undefined;
  readonly previous?: string | undefined;
  readonly previousUntil: number;
}

/** What a store holds of one session. */
export interface StoredSession {
  readonly record: SessionRecord;
  readonly ids: IdChain;
  /** Whether the next use has to replace the id. */
  readonly mustRotate?: boolean | undefined;
}

/** What a use makes of a session: the outcome for the caller and what is to be kept; nothing means that it is over. */
export interface Transition {
  readonly outcome: UseOutcome;
  readonly kept?: StoredSession | undefined;
}

/** A use of a session, as a pure function: what every store does in one step. */
export function useSession(session: StoredSession, use: SessionUse): Transition {
  const { record } = session;
  const late = tooLate(record, use);
  if (late !== undefined) return { outcome: late };
  const role = roleOf(session.ids, use);
  if (role === 'unknown') return { outcome: { state: 'replayed', record } };
  const confirmed = role === 'next' ? confirm(session, use) : session;
  const isRotated = role !== 'previous' && confirmed.ids.next === undefined && isDue(session, use);
  const rotated = isRotated ? rotate(confirmed, use) : confirmed;
  const kept = { ...rotated, record: touch(rotated.record, use) };
  const successor = successorFor(role, kept.ids, use);
  return { outcome: { state: 'live', record: kept.record, successor, rotated: isRotated }, kept };
}

/** What a use that comes after a deadline finds. */
export function tooLate(record: SessionRecord, { now }: SessionUse): UseOutcome | undefined {
  if (!isExpired(record, now)) return undefined;
  const reason = now >= record.absoluteExpiresAt ? 'absolute' : 'idle';
  return { state: 'expired', record, reason };
}

type Role = 'current' | 'next' | 'previous' | 'unknown';

function roleOf({ current, next, previous, previousUntil }: IdChain, use: SessionUse): Role {
  if (use.secretHash === current) return 'current';
  if (use.secretHash === next) return 'next';
  return use.secretHash === previous && use.now < previousUntil ? 'previous' : 'unknown';
}

/** The successor is used for the first time: the grace of the id before it begins. */
function confirm({ record, ids, mustRotate }: StoredSession, use: SessionUse): StoredSession {
  const previousUntil = use.now + use.rotationGrace;
  return {
    record: { ...record, graceUntil: previousUntil },
    ids: { current: use.secretHash, previous: ids.current, previousUntil },
    mustRotate,
  };
}

/** Whether a use replaces the id. */
export function isDue(
  { record, mustRotate = false }: Omit<StoredSession, 'ids'>,
  { rotate: isForced, rotationInterval, now }: SessionUse,
): boolean {
  const isOld = rotationInterval > 0 && now - record.rotatedAt >= rotationInterval;
  return isForced || mustRotate || isOld;
}

function rotate({ record, ids }: StoredSession, { successors, now }: SessionUse): StoredSession {
  return {
    record: {
      ...record,
      csrfEpoch: record.csrfEpoch + 1,
      rotatedAt: now,
      graceUntil: record.absoluteExpiresAt,
    },
    ids: { ...ids, next: successors[0] },
    mustRotate: false,
  };
}

/** The use counts: time never goes back, and the idle deadline never past the absolute one. */
export function touch(
  record: SessionRecord,
  { now, idleTimeout, isCounted }: SessionUse,
): SessionRecord {
  const lastSeenAt = Math.max(record.lastSeenAt, now);
  return {
    ...record,
    lastSeenAt,
    idleExpiresAt: Math.min(lastSeenAt + idleTimeout, record.absoluteExpiresAt),
    ...(isCounted && { requests: (record.requests ?? 0) + 1 }),
  };
}

/** A browser that presents an older id is handed the newer one again. */
function successorFor(role: Role, ids: IdChain, { successors }: SessionUse): number | undefined {
  const newer = role === 'previous' ? ids.current : ids.next;
  const index = newer === undefined ? -1 : successors.indexOf(newer);
  return index === -1 ? undefined : index;
}
