import { createPublicKey } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import { readClientKey } from '../settings/client-key.ts';
import { enabledProviders, findProvider, redirectUri } from '../settings/providers.ts';
import type { ProviderSettings, Settings } from '../settings/settings.ts';

/** The only address that the embedded provider listens on. */
export const DEV_IDP_HOST = '127.0.0.1';

/** Whether a configured provider is the embedded one: its issuer is the address that `dev_idp` stands for. */
export function isEmbedded(settings: Settings, issuer: string): boolean {
  return (
    URL.canParse(issuer) &&
    new URL(issuer).href === `http://${DEV_IDP_HOST}:${settings.dev_idp.port}/`
  );
}

/** The clients of the embedded provider: this server, as every configured provider that means it. */
export function embeddedClients(settings: Settings): readonly ClientMetadata[] {
  return enabledProviders(settings)
    .map((name) => ({ provider: findProvider(settings, name), uri: redirectUri(settings, name) }))
    .flatMap(({ provider, uri }) =>
      provider !== undefined && isEmbedded(settings, provider.issuer)
        ? [toClient(provider, uri)]
        : [],
    );
}

function toClient(provider: ProviderSettings, uri: URL): ClientMetadata {
  return {
    client_id: provider.client_id,
    client_name: 'Lockstep',
    token_endpoint_auth_method: provider.client_auth,
    ...credentials(provider),
    redirect_uris: [uri.href],
    post_logout_redirect_uris: [new URL('/', uri).href],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    id_token_signed_response_alg: provider.id_token_algorithms.includes('RS256')
      ? 'RS256'
      : 'ES256',
  };
}

/** What the provider has to know of a client to recognise it: the shared secret, or the public part of the key. */
function credentials(provider: ProviderSettings): Partial<ClientMetadata> {
  if (provider.client_auth !== 'private_key_jwt') {
    const { client_secret: secret } = provider;
    return secret === undefined ? {} : { client_secret: secret.reveal() };
  }
  const key = createPublicKey(readClientKey(provider)).export({ format: 'jwk' });
  const { client_key_id: kid } = provider;
  return { jwks: { keys: [{ ...key, ...(kid === undefined ? {} : { kid }) }] } };
}
