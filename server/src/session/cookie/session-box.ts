import * as z from 'zod';
import type { KeyRing } from '../../kernel/key-ring.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { sealBytes, unsealBytes } from '../../kernel/sealed-box.ts';
import { routingTag } from '../session-id.ts';
import type { ProviderTokens, SessionRecord } from '../session-record.ts';
import { originSchema, tokenTimesSchema, userSchema } from '../session-schema.ts';
import { packToken, unpackToken } from './token-packing.ts';

/** Grows when what a box means changes: boxes of another version are none. */
const VERSION = 1;
const LENGTH_BYTES = 4;

const bodySchema = z.object({
  v: z.literal(VERSION),
  family: z.string(),
  handle: z.string(),
  provider: z.string(),
  providerSession: z.string().optional(),
  user: userSchema,
  origin: originSchema,
  times: tokenTimesSchema,
  tokensVersion: z.number(),
  csrfEpoch: z.number(),
  graceUntil: z.number().optional(),
  createdAt: z.number(),
  rotatedAt: z.number(),
  mustRotate: z.boolean().optional(),
  lastSeenAt: z.number(),
  idleExpiresAt: z.number(),
  absoluteExpiresAt: z.number(),
});

/** A session as a cookie carries it. */
export interface BoxedSession {
  readonly record: SessionRecord;
  /** Whether the next use has to begin a new CSRF epoch. */
  readonly mustRotate?: boolean | undefined;
}

/** One thing in a box, and how many bytes of it there are. */
interface BoxPart {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Encrypts sessions for their cookie. The keys have no other purpose and the cookie's name is authenticated with the
 * contents, so that nothing else that this server ever sealed is taken for a session.
 */
export class SessionBox {
  readonly #keys: KeyRing;
  readonly #context: string;

  constructor(keys: KeyRing, cookieName: string) {
    this.#keys = keys;
    this.#context = `session in ${cookieName}`;
  }

  seal(session: BoxedSession): string {
    return sealBytes(this.#keys, encode(session), this.#context);
  }

  /** Reads what {@link seal} made with any of the keys; `undefined` for everything else. */
  open(sealed: string): BoxedSession | undefined {
    const bytes = unsealBytes(this.#keys, sealed, this.#context);
    return bytes === undefined ? undefined : decode(bytes);
  }
}

/** How many bytes a session has before it is encrypted. */
export function sizeOf(session: BoxedSession): number {
  return encode(session).length;
}

/** What of a session takes the room beside the ID token: names and bytes, nothing of the contents. */
export function partsOf({ record }: BoxedSession): readonly BoxPart[] {
  const { user, origin, tokens } = record;
  return [
    { name: 'access token', bytes: packed(tokens.accessToken).length },
    { name: 'refresh token', bytes: packed(tokens.refreshToken).length },
    { name: 'claims of the user', bytes: Buffer.byteLength(JSON.stringify(user)) },
    { name: 'browser and address', bytes: Buffer.byteLength(JSON.stringify(origin)) },
  ].filter(({ bytes }) => bytes > 0);
}

/** The body and the tokens, each with its length before it. */
function encode({ record, mustRotate }: BoxedSession): Buffer {
  const { ref, tokens, ...rest } = record;
  const { accessToken, refreshToken, idToken, ...times } = tokens;
  const body = { v: VERSION, family: ref.family, ...rest, times, mustRotate };
  const parts = [
    Buffer.from(JSON.stringify(body)),
    ...[accessToken, refreshToken, idToken].map((token) => packed(token)),
  ];
  return Buffer.concat(parts.flatMap((part) => [lengthOf(part), part]));
}

function decode(bytes: Buffer): BoxedSession | undefined {
  const [text, access, refresh, id] = split(bytes);
  const body = bodySchema.safeParse(parseJson(text?.toString('utf8') ?? ''));
  if (!body.success || access === undefined || access.length === 0) return undefined;
  const { v: _version, family, times, mustRotate, ...rest } = body.data;
  const tokens: ProviderTokens = {
    accessToken: unpackToken(access),
    ...times,
    ...(refresh?.length && { refreshToken: unpackToken(refresh) }),
    ...(id?.length && { idToken: unpackToken(id) }),
  };
  const record = { ref: { tag: routingTag(rest.user), family }, ...rest, tokens };
  return { record, ...(mustRotate === true && { mustRotate }) };
}

function packed(token: string | undefined): Buffer {
  return token === undefined ? Buffer.alloc(0) : packToken(token);
}

function lengthOf(part: Buffer): Buffer {
  const head = Buffer.alloc(LENGTH_BYTES);
  head.writeUInt32BE(part.length);
  return head;
}

function split(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  let place = 0;
  while (place + LENGTH_BYTES <= bytes.length) {
    const start = place + LENGTH_BYTES;
    place = start + bytes.readUInt32BE(place);
    parts.push(bytes.subarray(start, place));
  }
  return parts;
}
