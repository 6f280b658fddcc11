import * as z from 'zod';
import { seal, unseal } from '../../kernel/sealed-box.ts';
import type { KeyRing } from '../../kernel/key-ring.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import type { RedisReply } from '../../kernel/script-runner.ts';
import type { SessionRef } from '../session-id.ts';
import type { ProviderTokens, SessionRecord } from '../session-record.ts';
import { originSchema, tokenTimesSchema, userSchema } from '../session-schema.ts';

/** What is encrypted: `security.session.encrypt`. */
export type Encryption = 'none' | 'tokens' | 'all';

const tokensSchema = tokenTimesSchema.extend({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  idToken: z.string().optional(),
});

/** Grows when what a record means changes: records of another version are none. */
const VERSION = 1;

const bodySchema = z.object({
  v: z.literal(VERSION),
  handle: z.string(),
  provider: z.string(),
  providerSession: z.string().optional(),
  user: userSchema,
  origin: originSchema,
  createdAt: z.number(),
});

/** What uses of a session change. */
type SessionNumbers = Pick<
  SessionRecord,
  'tokensVersion' | 'csrfEpoch' | 'rotatedAt' | 'lastSeenAt' | 'idleExpiresAt' | 'absoluteExpiresAt'
>;

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
    const fields = {
      b: this.body(record),
      t: this.tokens(record.ref, record.tokens),
      tv: record.tokensVersion,
      c: secretHash,
      ce: record.csrfEpoch,
      ra: record.rotatedAt,
      ls: record.lastSeenAt,
      ie: record.idleExpiresAt,
      ab: record.absoluteExpiresAt,
      ix: index,
      ca: record.createdAt,
    };
    return Object.entries(fields).flatMap(([name, value]) => [name, String(value)]);
  }

  /** Everything about the person and the sign-in, as the hash has it. */
  body(record: SessionRecord): string {
    const { ref, handle, provider, providerSession, user, origin, createdAt } = record;
    const body = { v: VERSION, handle, provider, providerSession, user, origin, createdAt };
    return this.#write(body, `session ${ref.family}`, this.#encryption === 'all');
  }

  /** Tokens as the hash has them. */
  tokens({ family }: SessionRef, tokens: ProviderTokens): string {
    return this.#write(tokens, `tokens ${family}`, this.#encryption !== 'none');
  }

  /** The record that a hash holds; `undefined` when it is empty, damaged, of another version or of a key that is gone. */
  read(ref: SessionRef, reply: RedisReply | undefined): SessionRecord | undefined {
    const fields = toFields(reply);
    const body = bodySchema.safeParse(this.#read(fields.get('b'), `session ${ref.family}`));
    const tokens = tokensSchema.safeParse(this.#read(fields.get('t'), `tokens ${ref.family}`));
    const numbers = toNumbers(fields);
    if (!body.success || !tokens.success || numbers === undefined) return undefined;
    const { v: _version, ...session } = body.data;
    const [graceUntil, requests] = [Number(fields.get('gu')), Number(fields.get('rq'))];
    return {
      ref,
      ...session,
      tokens: tokens.data,
      ...numbers,
      ...(Number.isFinite(graceUntil) && { graceUntil }),
      ...(Number.isFinite(requests) && { requests }),
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
    return text === undefined ? undefined : parseJson(text);
  }
}

function toNumbers(fields: ReadonlyMap<string, string>): SessionNumbers | undefined {
  const number = (name: string): number => Number(fields.get(name));
  const numbers = {
    tokensVersion: number('tv'),
    csrfEpoch: number('ce'),
    rotatedAt: number('ra'),
    lastSeenAt: number('ls'),
    idleExpiresAt: number('ie'),
    absoluteExpiresAt: number('ab'),
  };
  return Object.values(numbers).every(Number.isFinite) ? numbers : undefined;
}

function toFields(reply: RedisReply | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (!Array.isArray(reply)) return fields;
  for (let index = 0; index + 1 < reply.length; index += 2) {
    fields.set(String(reply[index]), String(reply[index + 1]));
  }
  return fields;
}
