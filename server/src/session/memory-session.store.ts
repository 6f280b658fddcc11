import { isExpired } from './session-record.ts';
import type { SessionRecord } from './session-record.ts';
import type { SessionStore, SessionTouch } from './session.store.ts';

const DEFAULT_CAPACITY = 10_000;
const SWEEP_INTERVAL = 60_000;

/**
 * Sessions in this process: for development and tests. They end with the process. When it is full, the session that
 * was not used for longest ends. Expired ones are removed when a new one comes, at most once a minute, so that no
 * timer keeps the process alive.
 */
export class MemorySessionStore implements SessionStore {
  readonly #capacity: number;
  /** Least recently used first. */
  readonly #records = new Map<string, SessionRecord>();
  #nextSweepAt = 0;

  constructor(capacity: number = DEFAULT_CAPACITY) {
    this.#capacity = capacity;
  }

  /** How many sessions are held, expired ones that were not swept yet included. */
  get size(): number {
    return this.#records.size;
  }

  create(record: SessionRecord): Promise<void> {
    this.#sweep(record.createdAt);
    this.#records.set(record.idHash, record);
    if (this.#records.size > this.#capacity) this.#removeOldest();
    return Promise.resolve();
  }

  find(idHash: string, now: number): Promise<SessionRecord | undefined> {
    return Promise.resolve(this.#live(idHash, now));
  }

  touch(idHash: string, use: SessionTouch): Promise<SessionRecord | undefined> {
    const record = this.#live(idHash, use.now);
    if (record === undefined) return Promise.resolve(undefined);
    const lastSeenAt = Math.max(record.lastSeenAt, use.now);
    const idleExpiresAt = Math.min(lastSeenAt + use.idleTimeout, record.absoluteExpiresAt);
    const touched = { ...record, lastSeenAt, idleExpiresAt };
    this.#records.delete(idHash);
    this.#records.set(idHash, touched);
    return Promise.resolve(touched);
  }

  revoke(idHash: string): Promise<SessionRecord | undefined> {
    const record = this.#records.get(idHash);
    this.#records.delete(idHash);
    return Promise.resolve(record);
  }

  #live(idHash: string, now: number): SessionRecord | undefined {
    const record = this.#records.get(idHash);
    if (record === undefined || !isExpired(record, now)) return record;
    this.#records.delete(idHash);
    return undefined;
  }

  #sweep(now: number): void {
    if (now < this.#nextSweepAt) return;
    this.#nextSweepAt = now + SWEEP_INTERVAL;
    for (const [idHash, record] of this.#records) {
      if (isExpired(record, now)) this.#records.delete(idHash);
    }
  }

  #removeOldest(): void {
    const oldest = this.#records.keys().next();
    if (oldest.done !== true) this.#records.delete(oldest.value);
  }
}
