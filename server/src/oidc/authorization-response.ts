import * as client from 'openid-client';
import { MILLISECONDS } from '../kernel/clock.ts';
import type { SignIn } from '../session/session.service.ts';
import type { ProviderSettings } from '../settings/settings.ts';
import type { Person } from '../users/user.ts';
import type { LoginTransaction } from './login-transaction.ts';
import { checkIdToken } from './id-token.ts';
import { toProviderProblem, untrustworthy } from './provider-errors.ts';
import type { Provider } from './provider-registry.ts';
import { toTokens } from './token-response.ts';
import { toPerson } from './user-claims.ts';
import type { ClaimNames } from './user-claims.ts';

/** What a provider vouches for; who that is here is another question. */
export type ProvenSignIn = Omit<SignIn, 'user'> & { readonly user: Person };

/** What a response is judged with. */
export interface ResponseTerms {
  /** The redirect URI with the parameters of the response. */
  readonly response: URL;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `users.claims` */
  readonly claimNames: ClaimNames;
}

/**
 * Redeems the code of an authorization response. Checked on the way: `state`, the `iss` parameter (RFC 9207), the ID
 * token's signature, algorithm, issuer, audience, times, nonce, `auth_time` and `at_hash` (OpenID Connect Core 3.1.3.7), and that
 * UserInfo speaks of the same subject (5.3.2).
 *
 * @throws ProblemError `login-rejected`, `provider-unavailable` or `provider-response-invalid`
 */
export async function redeemCode(
  { configuration, settings, keys }: Provider,
  transaction: LoginTransaction,
  { response, now, claimNames }: ResponseTerms,
): Promise<ProvenSignIn> {
  try {
    const answer = await client.authorizationCodeGrant(configuration, response, {
      expectedState: transaction.state,
      expectedNonce: transaction.nonce,
      pkceCodeVerifier: transaction.codeVerifier,
      idTokenExpected: true,
      ...(settings.max_age === undefined ? {} : { maxAge: settings.max_age }),
    });
    const idToken = answer.claims();
    if (idToken === undefined || answer.id_token === undefined) {
      throw untrustworthy('there is no ID token');
    }
    const tokens = toTokens(answer, answer.id_token, now);
    const { accessToken } = tokens;
    await checkIdToken(answer.id_token, { keys, provider: settings, accessToken, now });
    const profile = await userInfo(configuration, settings, tokens.accessToken, idToken.sub);
    return {
      provider: transaction.provider,
      providerSession: typeof idToken['sid'] === 'string' ? idToken['sid'] : undefined,
      authenticatedAt: idToken.iat * MILLISECONDS,
      user: toPerson(idToken, profile, claimNames),
      tokens,
    };
  } catch (error) {
    throw toProviderProblem(error);
  }
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
