import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { Secret } from '@lockstep/config';

/** Where the private key of a client is: in the configuration, or in a file. */
export interface ClientKeySource {
  readonly client_key?: Secret | undefined;
  readonly client_key_file?: string | undefined;
}

/** Signature algorithms of elliptic curves by the name that OpenSSL has for the curve (RFC 7518, 3.4). */
const CURVES: ReadonlyMap<string | undefined, string> = new Map([
  ['prime256v1', 'ES256'],
  ['secp384r1', 'ES384'],
  ['secp521r1', 'ES512'],
]);

/**
 * The private key with which this server authenticates at a provider (`private_key_jwt`).
 *
 * @throws Error when it is missing, cannot be read, or is none that can sign; the message never holds any of it
 */
export function readClientKey(source: ClientKeySource): KeyObject {
  const key = parseKey(textOf(source));
  algorithmOf(key);
  return key;
}

/**
 * The algorithm that a key signs with.
 *
 * @throws Error for a key that no JSON Web Signature is made with
 */
export function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails }: KeyObject): string {
  if (type === 'rsa') return 'RS256';
  if (type === 'ed25519') return 'EdDSA';
  const algorithm = type === 'ec' ? CURVES.get(asymmetricKeyDetails?.namedCurve) : undefined;
  if (algorithm === undefined) throw new Error('it is no RSA, P-256, P-384, P-521 or Ed25519 key');
  return algorithm;
}

function textOf({ client_key: key, client_key_file: file }: ClientKeySource): string {
  if (key !== undefined) return key.reveal();
  if (file === undefined) throw new Error('there is none');
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error('the file cannot be read', { cause: error });
  }
}

/** What the parsers say may repeat the key: it is left out. */
function parseKey(text: string): KeyObject {
  try {
    if (!text.trimStart().startsWith('{')) return createPrivateKey(text);
    const key: JsonWebKey = JSON.parse(text);
    return createPrivateKey({ key, format: 'jwk' });
  } catch {
    throw new Error('it is neither a private key in PEM (PKCS #8) nor a private JWK');
  }
}
