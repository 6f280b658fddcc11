import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'oidc-provider';

const generate = promisify(generateKeyPair);
const RSA_BITS = 2048;

/** Fresh signing keys, RS256 and ES256, as JWKs. They live as long as the provider. */
export async function signingKeys(): Promise<readonly JWK[]> {
  const [rsa, ec] = await Promise.all([
    generate('rsa', { modulusLength: RSA_BITS }),
    generate('ec', { namedCurve: 'P-256' }),
  ]);
  return [
    { ...(rsa.privateKey.export({ format: 'jwk' }) as JWK), use: 'sig' },
    { ...(ec.privateKey.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'ES256' },
  ];
}
