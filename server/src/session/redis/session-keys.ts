import { sha256OfAll } from '../../kernel/sha256.ts';
import { routingTag } from '../session-id.ts';
import type { SessionRef, UserKey } from '../session-id.ts';

/**
 * Names of keys in Redis. All keys of one user share a hash tag (`{…}`), and with it a slot of a Cluster. Names hold
 * hashes only: whoever lists keys learns nothing about people.
 */
export class SessionKeys {
  readonly #prefix: string;

  /** @param prefix `redis.key_prefix` */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** What the keys of sessions with a tag begin with; the family follows. */
  sessions(tag: string): string {
    return `${this.#prefix}{${tag}}:s:`;
  }

  session({ tag, family }: SessionRef): string {
    return this.sessions(tag) + family;
  }

  /** The families of a user. */
  index(user: UserKey): string {
    return `${this.#prefix}{${routingTag(user)}}:u:${sha256OfAll(user.iss, user.sub)}`;
  }

  /** When a provider last ended all sessions of a user. */
  logout(user: UserKey): string {
    return `${this.#prefix}{${routingTag(user)}}:o:${sha256OfAll(user.iss, user.sub)}`;
  }

  /** The sessions that began in one session at the provider. */
  providerSession(iss: string, sid: string): string {
    return `${this.#prefix}p:${sha256OfAll(iss, sid)}`;
  }

  /** When a provider ended a session of its own. */
  providerLogout(iss: string, sid: string): string {
    return `${this.#prefix}q:${sha256OfAll(iss, sid)}`;
  }

  /** A key that says nothing: whether it can be written is what counts. */
  canary(): string {
    return `${this.#prefix}canary`;
  }
}
