import type { ScriptRunner } from '../../kernel/script-runner.ts';
import type { SessionRef, UserKey } from '../session-id.ts';
import type { SessionRecord } from '../session-record.ts';
import type { CreationTerms, ProviderLogout } from '../session.store.ts';
import * as scripts from './provider-scripts.ts';
import type { SessionKeys } from './session-keys.ts';
import { toList } from './to-list.ts';

/** Characters of a routing tag; the family follows it. */
const TAG_LENGTH = 4;

/**
 * Which sessions began in which session at the provider (`sid`), and what providers have ended lately. These keys belong
 * to no user: each call is a round trip of its own.
 */
export class ProviderSessions {
  readonly #redis: ScriptRunner;
  readonly #keys: SessionKeys;

  constructor(redis: ScriptRunner, keys: SessionKeys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /**
   * @param now milliseconds since the epoch
   * @param lifetime milliseconds that the session may live
   */
  async note(record: SessionRecord, now: number, lifetime: number): Promise<void> {
    const { user, providerSession, ref, absoluteExpiresAt } = record;
    if (providerSession === undefined) return;
    const key = this.#keys.providerSession(user.iss, providerSession);
    const args = [ref.tag + ref.family, ...[lifetime, now, absoluteExpiresAt].map(String)];
    await this.#redis.run(scripts.NOTE, [key], args);
  }

  /** Whether the provider ended its session after it authenticated this sign-in. */
  async isOver(record: SessionRecord, { authenticatedAt }: CreationTerms): Promise<boolean> {
    const { user, providerSession } = record;
    if (providerSession === undefined) return false;
    const key = this.#keys.providerLogout(user.iss, providerSession);
    const at = await this.#redis.command('GET', key);
    return at !== null && Number(at) >= authenticatedAt;
  }

  /** Remembers that a session at the provider is over, and names those that began in it. */
  async end(sid: string, { iss, at, remember }: ProviderLogout): Promise<readonly SessionRef[]> {
    await this.#remember(this.#keys.providerLogout(iss, sid), at, remember);
    const key = this.#keys.providerSession(iss, sid);
    const members = await this.#redis.command('ZRANGE', key, '0', '-1');
    return toList(members)
      .map(String)
      .map((text) => ({ tag: text.slice(0, TAG_LENGTH), family: text.slice(TAG_LENGTH) }));
  }

  /** Remembers that all sessions of somebody are over. */
  async endSubject(user: UserKey, { at, remember }: ProviderLogout): Promise<void> {
    await this.#remember(this.#keys.logout(user), at, remember);
  }

  async #remember(key: string, at: number, lifetime: number): Promise<void> {
    await this.#redis.run(scripts.REMEMBER_LOGOUT, [key], [String(at), String(lifetime)]);
  }
}
