import * as client from 'openid-client';
import { ProblemError } from '../kernel/problem-details.ts';
import type { ProviderTokens } from '../session/session-record.ts';
import type { SignIn } from '../session/session.service.ts';
import type { ProviderSettings } from '../settings/settings.ts';
import type { LoginTransaction } from './login-transaction.ts';
import { toProviderProblem } from './provider-errors.ts';
import { toSessionUser } from './user-claims.ts';

const MILLISECONDS = 1000;

/**
 * Redeems the code of an authorization response. Checked on the way: `state`, the `iss` parameter (RFC 9207), the ID
 * token's signature, algorithm, issuer, audience, times, nonce and `auth_time` (OpenID Connect Core 3.1.3.7), and that
 * UserInfo speaks of the same subject (5.3.2).
 *
 * @param response the redirect URI with the parameters of the response
 * @param now milliseconds since the epoch
 * @throws ProblemError `login-rejected`, `provider-unavailable` or `provider-response-invalid`
 */
export async function redeemCode(
  configuration: client.Configuration,
  provider: ProviderSettings,
  transaction: LoginTransaction,
  { response, now }: { readonly response: URL; readonly now: number },
): Promise<SignIn> {
  try {
    const answer = await client.authorizationCodeGrant(configuration, response, {
      expectedState: transaction.state,
      expectedNonce: transaction.nonce,
      pkceCodeVerifier: transaction.codeVerifier,
      idTokenExpected: true,
      ...(provider.max_age === undefined ? {} : { maxAge: provider.max_age }),
    });
    const idToken = answer.claims();
    if (idToken === undefined || answer.id_token === undefined || !isForUs(idToken, provider)) {
      throw new ProblemError('provider-response-invalid', {
        detail: 'The ID token is not for this server.',
      });
    }
    const tokens = toTokens(answer, answer.id_token, now);
    const profile = await userInfo(configuration, provider, tokens.accessToken, idToken.sub);
    return {
      provider: transaction.provider,
      providerSession: typeof idToken['sid'] === 'string' ? idToken['sid'] : undefined,
      authenticatedAt: idToken.iat * MILLISECONDS,
      user: toSessionUser(idToken, profile),
      tokens,
    };
  } catch (error) {
    throw toProviderProblem(error);
  }
}

/** The library looks at `azp` only beside several audiences; where it is given, it has to be this client's id. */
function isForUs(idToken: client.IDToken, provider: ProviderSettings): boolean {
  return idToken.azp === undefined || idToken.azp === provider.client_id;
}

function toTokens(
  answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
  idToken: string,
  now: number,
): ProviderTokens {
  const lifetime = answer.expiresIn();
  return {
    accessToken: answer.access_token,
    accessTokenExpiresAt: lifetime === undefined ? undefined : now + lifetime * MILLISECONDS,
    refreshToken: answer.refresh_token,
    idToken,
  };
}

/** An access token for another API (`resource`) is none for UserInfo: the claims of the ID token must do then. */
async function userInfo(
  configuration: client.Configuration,
  provider: ProviderSettings,
  accessToken: string,
  subject: string,
): Promise<client.UserInfoResponse | undefined> {
  const { userinfo_endpoint: endpoint } = configuration.serverMetadata();
  if (endpoint === undefined || provider.resource.length > 0) return undefined;
  return client.fetchUserInfo(configuration, accessToken, subject);
}
