import { createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from '../kernel/key-ring.ts';
import { randomId } from '../kernel/random.ts';
import { sha256, sha256OfAll } from '../kernel/sha256.ts';

const TAG_LENGTH = 4;
const FAMILY_BYTES = 16;
const SESSION_ID = /^([A-Za-z0-9_-]{4})([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})$/;

/**
 * What the cookie holds. A rotation replaces the secret and keeps the family, so that an id of long ago is still known
 * to belong to its session: using one is how a theft shows (OWASP Session Management, "renewal timeout").
 */
export interface SessionId {
  /** Where the user's sessions are kept: the Redis hash tag of all keys of one user. 24 bits, not secret. */
  readonly tag: string;
  /** 128 random bits, the same for the whole life of the session. */
  readonly family: string;
  /** 256 random bits (ASVS 5.0 7.2.3 asks for 128). */
  readonly secret: string;
}

/** Names a session in a store; with it alone nobody can be that session. */
export interface SessionRef {
  readonly tag: string;
  /** SHA-256 of the family. */
  readonly family: string;
}

/** The identity that sessions are counted and found by (OpenID Connect Core 5.7). */
export interface UserKey {
  readonly iss: string;
  readonly sub: string;
}

/** A fresh id for a user's session. */
export function newSessionId(user: UserKey): SessionId {
  const family = randomBytes(FAMILY_BYTES).toString('base64url');
  return { tag: routingTag(user), family, secret: randomId() };
}

/** The id as the cookie has it: 69 base64url characters. */
export function formatSessionId({ tag, family, secret }: SessionId): string {
  return `${tag}${family}${secret}`;
}

/** Reads what {@link formatSessionId} wrote; anything else is `undefined` and never looked up. */
export function parseSessionId(text: string): SessionId | undefined {
  const [, tag, family, secret] = SESSION_ID.exec(text) ?? [];
  if (tag === undefined || family === undefined || secret === undefined) return undefined;
  return { tag, family, secret };
}

/** What a store knows the session by: reading the store does not let anyone take a session over. */
export function refOf({ tag, family }: SessionId): SessionRef {
  return { tag, family: sha256(family) };
}

/** What a store keeps of an id's secret. */
export function hashSecret({ secret }: SessionId): string {
  return sha256(secret);
}

/**
 * The ids that may follow an id at its rotation, one for each key, newest key first. They are derived and not drawn, so
 * that requests which rotate the same id at the same time, on whatever instance, all arrive at the same successor, and
 * nothing secret has to be kept to tell the slower ones.
 */
export function successorsOf(keys: KeyRing, id: SessionId): readonly SessionId[] {
  return keys.map((key) => {
    const secret = createHmac('sha256', key).update(formatSessionId(id)).digest('base64url');
    return { ...id, secret };
  });
}

/** The routing tag of a user: the start of a hash over issuer and subject. */
export function routingTag({ iss, sub }: UserKey): string {
  return sha256OfAll(iss, sub).slice(0, TAG_LENGTH);
}
