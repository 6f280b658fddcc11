import type { SessionRecord } from './session-record.ts';
import type { CreationTerms, ProviderLogout } from './session.store.ts';

/** What providers have ended lately, so that a sign-in that was under way does not begin a session after all. */
export class LogoutMemory {
  /** Oldest first. */
  readonly #logouts = new Map<string, { readonly at: number; readonly until: number }>();

  add({ iss, sub, sid, at, now, remember }: ProviderLogout): void {
    const key = keyOf(iss, sid === undefined ? { sub } : { sid });
    const before = this.#logouts.get(key)?.at ?? -Infinity;
    this.#logouts.delete(key);
    this.#logouts.set(key, { at: Math.max(before, at), until: now + remember });
  }

  /** Whether a session that is to begin was ended before it did. */
  covers(
    { user, providerSession }: SessionRecord,
    { authenticatedAt, now }: CreationTerms,
  ): boolean {
    const keys = [keyOf(user.iss, { sub: user.sub }), keyOf(user.iss, { sid: providerSession })];
    return keys.some((key) => {
      const logout = this.#logouts.get(key);
      return logout !== undefined && logout.until > now && logout.at >= authenticatedAt;
    });
  }

  sweep(now: number): void {
    for (const [key, { until }] of this.#logouts) {
      if (until > now) return;
      this.#logouts.delete(key);
    }
  }
}

function keyOf(
  iss: string,
  { sub = null, sid = null }: { sub?: string | undefined | null; sid?: string | undefined | null },
): string {
  return JSON.stringify([iss, sub, sid]);
}
