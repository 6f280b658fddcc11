import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';

type Json = Readonly<Record<string, unknown>>;

export const CLIENT_SECRET = 'a client secret: with +/&% in it';

/**
 * How a token is signed: as it has to be, with a key that is not published, with the client secret, with the published
 * key as the secret of an HMAC, or not at all.
 */
export type Signature = 'right' | 'wrong-key' | 'secret' | 'public-key-as-secret' | 'none';

/** The algorithms that the provider has keys for. */
export type Algorithm = 'ES256' | 'RS256';

/** Parameters of the header; `undefined` takes one away. */
export type HeaderChange = Readonly<Record<string, unknown>>;

interface Pair {
  readonly kid: string;
  readonly alg: Algorithm;
  readonly privateKey: CryptoKey;
  readonly published: JWK;
}

/** The keys of a provider under test. */
export class SigningKeys {
  #pairs: readonly Pair[] = [];
  #generation = 0;

  static async create(): Promise<SigningKeys> {
    const keys = new SigningKeys();
    await keys.rotate();
    return keys;
  }

  /** What is published. */
  get jwks(): readonly JWK[] {
    return this.#pairs.map(({ published }) => published);
  }

  /** A new ES256 key in place of all others. */
  async rotate(): Promise<void> {
    this.#pairs = [];
    await this.add('ES256');
  }

  /** One more key; it signs from now on what is signed with its algorithm. */
  async add(alg: Algorithm): Promise<void> {
    this.#generation += 1;
    this.#pairs = [await newPair(`k${this.#generation}`, alg), ...this.#pairs];
  }

  async sign(
    claims: Json,
    header: HeaderChange = {},
    { signature = 'right', alg = 'ES256' }: { signature?: Signature; alg?: Algorithm } = {},
  ): Promise<string> {
    if (signature === 'none') return unsecured(claims, { alg: 'none', ...header });
    const pair = this.#pairs.find((each) => each.alg === alg);
    if (pair === undefined) throw new Error(`There is no key for ${alg}`);
    const isSymmetric = signature === 'secret' || signature === 'public-key-as-secret';
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: isSymmetric ? 'HS256' : alg, kid: pair.kid, ...header })
      .sign(await keyFor(pair, signature), { crit: { x: false } });
  }
}

/** A JWT that nobody signed (RFC 7519, 6.1), with whatever header. */
function unsecured(claims: Json, header: HeaderChange): string {
  const [head, body] = [header, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${head}.${body}.`;
}

async function newPair(kid: string, alg: Algorithm): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    kid,
    alg,
    privateKey,
    published: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
  };
}

async function keyFor(pair: Pair, signature: Signature): Promise<CryptoKey | Uint8Array> {
  if (signature === 'secret') return new TextEncoder().encode(CLIENT_SECRET.padEnd(32, '.'));
  if (signature === 'public-key-as-secret') {
    return new TextEncoder().encode(JSON.stringify(pair.published));
  }
  if (signature === 'wrong-key') return (await generateKeyPair(pair.alg)).privateKey;
  return pair.privateKey;
}

/** `at_hash` for the algorithms above. */
export function atHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}
