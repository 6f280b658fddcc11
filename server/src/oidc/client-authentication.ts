import { importJWK } from 'jose';
import * as client from 'openid-client';
import { algorithmOf, readClientKey } from '../settings/client-key.ts';
import type { ProviderSettings } from '../settings/settings.ts';

const SECRET_METHODS = {
  client_secret_basic: client.ClientSecretBasic,
  client_secret_post: client.ClientSecretPost,
} as const;

/**
 * How this server authenticates at a provider (OpenID Connect Core 1.0, section 9). The settings' own rules see to it
 * that the secret or the key is there.
 */
export async function clientAuthentication(provider: ProviderSettings): Promise<client.ClientAuth> {
  if (provider.client_auth !== 'private_key_jwt') {
    return SECRET_METHODS[provider.client_auth](provider.client_secret?.reveal());
  }
  const privateKey = readClientKey(provider);
  const key = await importJWK({ ...privateKey.export({ format: 'jwk' }) }, algorithmOf(privateKey));
  if (key instanceof Uint8Array) throw new Error('A client key is a private key');
  const { client_key_id: kid } = provider;
  return client.PrivateKeyJwt(kid === undefined ? key : { key, kid });
}
