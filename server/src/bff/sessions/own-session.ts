import { expiresAt } from '../../session/session-record.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { describeDevice } from './device.ts';
import { networkOf } from './network.ts';
import type { PrefixLengths } from './network.ts';

/** A session as its owner sees it. Times are milliseconds since the epoch. */
export interface OwnSession {
  /** The session's public name. */
  readonly handle: string;
  /** Browser and system in words. */
  readonly device: string;
  /** Where it was begun, as a network in CIDR notation. */
  readonly network: string | undefined;
  /** Name of the provider in the configuration. */
  readonly provider: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** When it ends if nobody uses it again. */
  readonly expiresAt: number;
  /** Whether it ends then even if somebody uses it. */
  readonly endsAnyway: boolean;
  /** How many requests it was used for; `undefined` where nobody counts. */
  readonly requests: number | undefined;
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean;
}

/** What the owner of a session may know of it. */
export function toOwnSession(
  record: SessionRecord,
  current: SessionRecord,
  prefixes: PrefixLengths,
): OwnSession {
  return {
    handle: record.handle,
    device: describeDevice(record.origin.userAgent),
    network: networkOf(record.origin.address, prefixes),
    provider: record.provider,
    createdAt: record.createdAt,
    lastSeenAt: record.lastSeenAt,
    expiresAt: expiresAt(record),
    endsAnyway: expiresAt(record) === record.absoluteExpiresAt,
    requests: record.requests,
    isCurrent: record.handle === current.handle,
  };
}

/** The current session comes first, then the one that was used last. */
export function byUse(one: OwnSession, other: OwnSession): number {
  return Number(other.isCurrent) - Number(one.isCurrent) || other.lastSeenAt - one.lastSeenAt;
}

/** The same for JSON; times are RFC 3339. */
export interface OwnSessionBody {
  readonly handle: string;
  readonly device: string;
  readonly network: string | null;
  readonly provider: string;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly expires_at: string;
  /** Only where `security.session.analytics` is on. */
  readonly requests?: number;
  readonly current: boolean;
}

/** A session as `/auth/web/sessions` has it. */
export function toBody(session: OwnSession): OwnSessionBody {
  return {
    handle: session.handle,
    device: session.device,
    network: session.network ?? null,
    provider: session.provider,
    created_at: new Date(session.createdAt).toISOString(),
    last_seen_at: new Date(session.lastSeenAt).toISOString(),
    expires_at: new Date(session.expiresAt).toISOString(),
    ...(session.requests !== undefined && { requests: session.requests }),
    current: session.isCurrent,
  };
}
