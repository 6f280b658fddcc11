import * as z from 'zod';
import { seal, unseal } from '../../kernel/sealed-box.ts';
import type { KeyRing } from '../../kernel/key-ring.ts';
import type { RedisReply } from '../../kernel/script-runner.ts';
import type { SessionRef } from '../session-id.ts';
import type { ProviderTokens, SessionRecord } from '../session-record.ts';

/** What is encrypted: `security.session.encrypt`. */
export type Encryption = 'none' | 'tokens' | 'all';

const tokensSchema = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.number().optional(),
  refreshToken: z.string().optional(),
  idToken: z.string(),
});

const bodySchema = z.object({
  handle: z.string(),
  provider: z.string(),
  providerSession: z.string().optional(),
  user: z.object({
    id: z.string(),
    iss: z.string(),
    sub: z.string(),
    name: z.string().optional(),
    email: z.string().optional(),
    email_verified: z.boolean().optional(),
    preferred_username: z.string().optional(),
    roles: z.array(z.string()).optional(),
    groups: z.array(z.string()).optional(),
  }),
  origin: z.object({ userAgent: z.string(), address: z.string() }),
  createdAt: z.number(),
});

/**
 * Sessions as fields of a Redis hash, and back. Tokens, or everything about the person, are encrypted under the first of
 * the keys; whatever any key of the ring made is read, so that keys and the setting itself may change while sessions
 * live. A record that cannot be read is none.
 */
export class SessionCodec {
  readonly #keys: KeyRing;
  readonly #encryption: Encryption;

  constructor(keys: KeyRing, encryption: Encryption) {
    this.#keys = keys;
    this.#encryption = encryption;
  }

  /** The fields of a new session, names and values in turns. */
  fields(record: SessionRecord, secretHash: string, index: string): readonly string[] {
    const { handle, provider, providerSession, user, origin, createdAt } = record;
    const body = { handle, provider, providerSession, user, origin, createdAt };
    const fields = {
      b: this.#write(body, `session ${record.ref.family}`, this.#encryption === 'all'),
      t: this.tokens(record.ref, record.tokens),
      tv: record.tokensVersion,
      c: secretHash,
      ce: record.csrfEpoch,
      ra: record.rotatedAt,
      ls: record.lastSeenAt,
      ie: record.idleExpiresAt,
      ab: record.absoluteExpiresAt,
      ix: index,
    };
    return Object.entries(fields).flatMap(([name, value]) => [name, String(value)]);
  }

  /** Tokens as the hash has them. */
  tokens({ family }: SessionRef, tokens: ProviderTokens): string {
    return this.#write(tokens, `tokens ${family}`, this.#encryption !== 'none');
  }

  /** The record that a hash holds. */
  read(ref: SessionRef, reply: RedisReply | undefined): SessionRecord | undefined {
    const fields = toFields(reply);
    const body = bodySchema.safeParse(this.#read(fields.get('b'), `session ${ref.family}`));
    const tokens = tokensSchema.safeParse(this.#read(fields.get('t'), `tokens ${ref.family}`));
    if (!body.success || !tokens.success) return undefined;
    const time = (name: string): number => Number(fields.get(name));
    return {
      ref,
      ...body.data,
      tokens: tokens.data,
      tokensVersion: time('tv'),
      csrfEpoch: time('ce'),
      ...(fields.has('gu') && { graceUntil: time('gu') }),
      rotatedAt: time('ra'),
      lastSeenAt: time('ls'),
      idleExpiresAt: time('ie'),
      absoluteExpiresAt: time('ab'),
    };
  }

  #write(value: unknown, context: string, isSealed: boolean): string {
    const text = JSON.stringify(value);
    return isSealed ? `s${seal(this.#keys, text, context)}` : `j${text}`;
  }

  #read(written: string | undefined, context: string): unknown {
    if (written === undefined) return undefined;
    const isSealed = written.startsWith('s');
    const text = isSealed ? unseal(this.#keys, written.slice(1), context) : written.slice(1);
    return text === undefined ? undefined : JSON.parse(text);
  }
}

function toFields(reply: RedisReply | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (!Array.isArray(reply)) return fields;
  for (let index = 0; index + 1 < reply.length; index += 2) {
    fields.set(String(reply[index]), String(reply[index + 1]));
  }
  return fields;
}
