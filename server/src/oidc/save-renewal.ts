import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable } from '../kernel/store-unavailable.ts';
import type { SessionRecord } from '../session/session-record.ts';
import type { Renewal, SessionStore } from '../session/session.store.ts';

/** Pauses between attempts, in milliseconds: about five seconds together, as long as a failover takes. */
const PAUSES: readonly number[] = [50, 100, 200, 400, 800, 1600, 2000];

/**
 * Keeps renewed tokens, also when the store is away for a moment. The provider has replaced the refresh token: what is
 * not kept now is lost, and the one before, used once more, looks like a theft (RFC 9700, section 4.14.2).
 *
 * @returns whether they were kept by this very call
 * @throws {StoreUnavailable} when the store stays away
 */
export async function saveRenewal(
  store: SessionStore,
  { ref }: SessionRecord,
  owner: string,
  renewal: Renewal,
): Promise<boolean> {
  const attempt = async (count: number): Promise<boolean> => {
    const pause = PAUSES[count];
    try {
      return await store.finishRefresh(ref, owner, renewal);
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || pause === undefined) throw error;
      await delay(pause);
      return attempt(count + 1);
    }
  };
  return attempt(0);
}
