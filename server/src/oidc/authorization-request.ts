import * as client from 'openid-client';
import type { ProviderSettings } from '../settings/settings.ts';
import type { LoginTransaction } from './login-transaction.ts';

/**
 * The URL of the authorization request: code flow with PKCE S256, state and nonce (OpenID Connect Core 3.1.2.1,
 * RFC 9700 2.1.1).
 */
export async function authorizationUrl(
  configuration: client.Configuration,
  provider: ProviderSettings,
  transaction: LoginTransaction,
  redirectUri: URL,
): Promise<URL> {
  const { max_age: maxAge, prompt } = provider;
  const parameters = new URLSearchParams({
    response_type: 'code',
    redirect_uri: redirectUri.href,
    scope: provider.scopes.join(' '),
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(transaction.codeVerifier),
    code_challenge_method: 'S256',
    ...(prompt === undefined ? {} : { prompt }),
    ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
  });
  for (const resource of provider.resource) parameters.append('resource', resource);
  return client.buildAuthorizationUrl(configuration, parameters);
}
