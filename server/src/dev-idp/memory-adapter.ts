import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { MILLISECONDS } from '../kernel/clock.ts';

const CAPACITY = 5000;

interface Entry {
  readonly model: string;
  readonly id: string;
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What one embedded provider remembers; the oldest entry goes when there are too many. */
class Memory {
  readonly #entries = new Map<string, Entry>();

  set(entry: Entry): void {
    this.#entries.set(keyOf(entry.model, entry.id), entry);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > CAPACITY && oldest.done !== true) this.#entries.delete(oldest.value);
  }

  get(model: string, id: string): AdapterPayload | undefined {
    const entry = this.#entries.get(keyOf(model, id));
    return entry !== undefined && isLive(entry) ? entry.payload : undefined;
  }

  /** The payload of the first live entry that matches. */
  find(matches: (entry: Entry) => boolean): AdapterPayload | undefined {
    return [...this.#entries.values()].find((entry) => isLive(entry) && matches(entry))?.payload;
  }

  delete(matches: (entry: Entry) => boolean): void {
    for (const [key, entry] of this.#entries) {
      if (matches(entry)) this.#entries.delete(key);
    }
  }
}

/** Storage for one embedded provider, in memory. */
export function memoryAdapter(): AdapterFactory {
  const memory = new Memory();
  return (model): Adapter => ({
    upsert: async (id, payload, expiresIn) => {
      const lifetime =
        typeof expiresIn === 'number' ? expiresIn * MILLISECONDS : Number.POSITIVE_INFINITY;
      memory.set({ model, id, payload, expiresAt: Date.now() + lifetime });
    },
    find: async (id) => memory.get(model, id),
    findByUid: async (uid) =>
      memory.find((entry) => entry.model === model && entry.payload.uid === uid),
    findByUserCode: async (code) =>
      memory.find((entry) => entry.model === model && entry.payload.userCode === code),
    consume: async (id) => {
      const payload = memory.get(model, id);
      if (payload !== undefined) payload['consumed'] = Math.floor(Date.now() / MILLISECONDS);
    },
    destroy: async (id) => memory.delete((entry) => entry.model === model && entry.id === id),
    revokeByGrantId: async (grantId) => memory.delete((entry) => entry.payload.grantId === grantId),
  });
}

function isLive(entry: Entry): boolean {
  return entry.expiresAt > Date.now();
}

function keyOf(model: string, id: string): string {
  return `${model}:${id}`;
}
