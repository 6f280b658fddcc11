import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, onTestFinished } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import { EMBEDDED, provider } from './configuration.ts';
import { outcomeOfPage } from './observe.ts';
import { probe } from './probe.ts';
import { askedFor, signIn, startProvider, startSignIn, withProvider } from './sign-in.ts';

const TO_PROVIDER = 'Somebody starts to sign in; the redirect to the provider is looked at.';

/** Takes connections and closes them at once. */
async function startSilentListener(): Promise<{
  readonly port: number;
  readonly calls: () => number;
}> {
  let calls = 0;
  const listener = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(() => void listener.close());
  const address = listener.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, calls: () => calls };
}

describe('evidence for [oidc.providers.NAME]', () => {
  probe({
    key: 'oidc.providers.*.issuer',
    title: 'people are sent to the issuer',
    description: TO_PROVIDER,
    a: { value: 'provider 1', sees: 'goes to provider 1' },
    b: { value: 'provider 2', sees: 'goes to provider 2' },
    prepare: async () => {
      const idps = [await startProvider(), await startProvider()] as const;
      return {
        base: provider('https://unused.example.com'),
        given: [idps[0].issuer, idps[1].issuer],
        observe: async ({ url }) => {
          const { page } = await startSignIn(url);
          const { origin } = new URL(page.location ?? url);
          return `goes to provider ${idps.findIndex(({ issuer }) => issuer === origin) + 1}`;
        },
      };
    },
  });

  probe({
    key: 'oidc.providers.*.own_callback',
    title: 'the provider is told to come back to an address of its own',
    description: TO_PROVIDER,
    a: { value: 'false', sees: 'comes back to /auth/web/callback' },
    b: { value: 'true', sees: 'comes back to /auth/web/callback/main' },
    prepare: withProvider({
      observe: async ({ url }) => {
        const { page } = await startSignIn(url);
        const asked = new URL(page.location ?? '').searchParams.get('redirect_uri') ?? '';
        return `comes back to ${new URL(asked).pathname}`;
      },
    }),
  });

  probe({
    key: 'oidc.providers.*.trusted_audiences',
    title: 'an ID token for others too is refused unless they are trusted',
    description: 'Somebody signs in; the ID token is for this server and for `project-7`.',
    a: { sees: '502 provider-response-invalid' },
    b: { value: ['project-7'], sees: '303 to /' },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        const both = { aud: ['lockstep', 'project-7'], azp: 'lockstep' };
        idp.misbehaviour = { claims: (claims) => ({ ...claims, ...both }) };
        return outcomeOfPage((await signIn(url, idp)).page);
      },
    }),
  });

  probe({
    key: 'oidc.providers.*.scopes',
    title: 'a sign-in asks for the scopes',
    description: TO_PROVIDER,
    a: { value: ['openid'], sees: 'scope=openid' },
    b: { value: ['openid', 'email', 'orders'], sees: 'scope=openid email orders' },
    prepare: withProvider({
      observe: async ({ url }) => askedFor(await startSignIn(url), 'scope'),
    }),
  });

  probe({
    key: 'oidc.providers.*.resource',
    title: 'a sign-in names the APIs that the token is for',
    description: TO_PROVIDER,
    a: { sees: 'no resource' },
    b: {
      value: ['https://orders.example.com', 'https://stock.example.com'],
      sees: 'resource=https://orders.example.com, https://stock.example.com',
    },
    prepare: withProvider({
      observe: async ({ url }) => askedFor(await startSignIn(url), 'resource'),
    }),
  });

  probe({
    key: 'oidc.providers.*.id_token_algorithms',
    title: 'an ID token with another algorithm is refused',
    description: 'Somebody signs in at a provider that signs ID tokens with ES256.',
    a: { value: ['ES256'], sees: '303 to /' },
    b: { value: ['RS256', 'EdDSA'], sees: '502 provider-response-invalid' },
    prepare: withProvider({
      observe: async ({ url }, idp) => outcomeOfPage((await signIn(url, idp)).page),
    }),
  });

  probe({
    key: 'oidc.providers.*.max_age',
    title: 'an authentication that is too old is refused',
    description: 'Somebody signs in who entered credentials at the provider 30 minutes ago.',
    a: { value: '1h', sees: 'max_age=3600; 303 to /' },
    b: { value: '10m', sees: 'max_age=600; 502 provider-response-invalid' },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        const earlier = Math.floor(Date.now() / 1000) - 30 * 60;
        idp.misbehaviour = { claims: (claims) => ({ ...claims, auth_time: earlier }) };
        const asked = askedFor(await startSignIn(url), 'max_age');
        return `${asked}; ${outcomeOfPage((await signIn(url, idp)).page)}`;
      },
    }),
  });

  probe({
    key: 'oidc.providers.*.prompt',
    title: 'the provider asks again when it is told to',
    description: 'Somebody who is signed in at the embedded provider signs in once more.',
    a: { sees: 'comes back without being asked' },
    b: { value: 'login', sees: 'has to sign in at the provider again' },
    base: EMBEDDED,
    observe: async ({ url }) => {
      const browser = new Browser();
      const isBack = (location: string): boolean => location.startsWith(`${url}/auth/web/callback`);
      const begin = async () =>
        browser.follow(await browser.request(`${url}/auth/web/login`), isBack);
      const asked = await begin();
      await browser.follow(await browser.request(asked.url, { form: { user: 'alice' } }), isBack);
      const again = await begin();
      return again.location === undefined
        ? 'has to sign in at the provider again'
        : 'comes back without being asked';
    },
  });

  probe({
    key: 'oidc.providers.*.enabled',
    title: 'nobody signs in with a provider that is off',
    description: 'Somebody signs in with `provider=main`.',
    a: { value: 'true', sees: '303 to /' },
    b: { value: 'false', sees: '400 unknown-provider' },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        return outcomeOfPage((await signIn(url, idp, '?provider=main')).page);
      },
    }),
  });

  probe({
    key: 'oidc.providers.*.dev_only',
    title: 'staging ignores a provider for development',
    description:
      'In staging, somebody signs in with `provider=main`, a provider that does not answer.',
    a: { value: 'false', sees: '503 provider-unavailable; the provider was called' },
    b: { value: 'true', sees: '400 unknown-provider; the provider was not called' },
    prepare: async () => {
      const { port, calls } = await startSilentListener();
      return {
        base: `
[app]
environment = staging
public_url = https://portal.example.com
allowed_hosts[] = 127.0.0.1
trusted_proxies[] = 127.0.0.0/8
${provider(`https://127.0.0.1:${port}`)}`,
        observe: async ({ url }) => {
          const before = calls();
          const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': '127.0.0.1' };
          const { page } = await startSignIn(url, '?provider=main', headers);
          const called = calls() > before ? 'was called' : 'was not called';
          return `${outcomeOfPage(page)}; the provider ${called}`;
        },
      };
    },
  });
});
