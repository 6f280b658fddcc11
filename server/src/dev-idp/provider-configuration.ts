import { interactionPolicy } from 'oidc-provider';
import type { ClientMetadata, Configuration, Grant, JWK, KoaContextWithOIDC } from 'oidc-provider';
import { randomId } from '../kernel/random.ts';
import { html } from '../pages/html.ts';
import { findAccount } from './accounts.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { showPage } from './page.ts';
import { SIGN_OUT } from './sign-out.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long what the provider makes is good, in seconds. */
const LIFETIMES: NonNullable<Configuration['ttl']> = {
  AccessToken: HOUR,
  AuthorizationCode: MINUTE,
  ClientCredentials: HOUR,
  Grant: DAY,
  IdToken: HOUR,
  Interaction: HOUR,
  RefreshToken: DAY,
  Session: DAY,
};

/** Who and what the embedded provider knows. */
export interface ProviderContents {
  readonly users: readonly string[];
  readonly clients: readonly ClientMetadata[];
  readonly keys: readonly JWK[];
}

/** The embedded provider's configuration: code flow with PKCE, own pages, consent without asking. */
export function providerConfiguration({ users, clients, keys }: ProviderContents): Configuration {
  return {
    adapter: memoryAdapter(),
    clients: [...clients],
    jwks: { keys },
    findAccount: (_context, subject) => findAccount(users, subject),
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'roles'],
      email: ['email', 'email_verified'],
    },
    // The claims are in the ID token too: a client that asks for an API's access token cannot ask UserInfo.
    conformIdTokenClaims: false,
    cookies: {
      keys: [randomId()],
      names: {
        session: 'dev_idp_session',
        interaction: 'dev_idp_interaction',
        resume: 'dev_idp_resume',
      },
    },
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    interactions: {
      url: (_context, interaction) => `/interaction/${interaction.uid}`,
      policy: policy(),
    },
    loadExistingGrant,
    renderError: (context, { error }) =>
      showPage(context, 'Sign-in failed', html`<p class="error">${error}</p>`),
    ttl: LIFETIMES,
    features: features(),
  };
}

function features(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        scope: '',
        accessTokenFormat: 'opaque',
        accessTokenTTL: HOUR,
      }),
    },
    revocation: { enabled: true },
    rpInitiatedLogout: SIGN_OUT,
  };
}

/** The usual prompts, and `select_account`, which shows the sign-in page again. */
function policy(): interactionPolicy.DefaultPolicy {
  const prompts = interactionPolicy.base();
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return prompts;
}

/** Grants the client whatever it asks for. */
async function loadExistingGrant(context: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, provider, result, requestParamScopes } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant =
    known ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope([...requestParamScopes].join(' '));
  await grant.save();
  return grant;
}
