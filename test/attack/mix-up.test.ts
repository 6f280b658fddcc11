import { describe, expect, it } from 'vitest';
import { outcomeOf, set } from '../conformance/support/relying-party.ts';
import { Browser } from '../server/bff/support/browser.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  startMisbehavingProvider,
} from '../server/bff/support/misbehaving-provider.ts';
import type {
  Misbehaviour,
  MisbehavingProvider,
} from '../server/bff/support/misbehaving-provider.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import type { TestServer } from '../server/bff/support/server.ts';
import { onTestFinished } from 'vitest';
import { isSignedIn, open } from './support.ts';

/** A server with two providers that share its one redirect URI: an honest one, and one that the attacker runs. */
interface TwoProviders extends TestServer {
  readonly honest: MisbehavingProvider;
  readonly evil: MisbehavingProvider;
}

async function startWithTwo(misbehaviour: Misbehaviour = {}): Promise<TwoProviders> {
  const evil = await startMisbehavingProvider();
  onTestFinished(() => evil.close());
  const { provider: honest, ...server } = await startWithMisbehaving({
    'oidc.default_provider': 'main',
    'oidc.providers.evil.issuer': evil.issuer,
    'oidc.providers.evil.client_id': CLIENT_ID,
    'oidc.providers.evil.client_secret': CLIENT_SECRET,
  });
  honest.misbehaviour = misbehaviour;
  return { ...server, honest, evil };
}

/** Goes to the attacker's provider, which sends the browser on to the honest one with the same request. */
async function toHonestByEvil({ origin, honest }: TwoProviders, browser: Browser): Promise<string> {
  const start = await browser.request(`${origin}/auth/web/login?provider=evil`);
  return honest.authorize(start.location ?? '');
}

/** A complete sign-in at a provider by its name. */
async function signInAt(server: TwoProviders, name: 'main' | 'evil'): Promise<Browser> {
  const browser = new Browser();
  const start = await browser.request(`${server.origin}/auth/web/login?provider=${name}`);
  const provider = name === 'main' ? server.honest : server.evil;
  await browser.request(provider.authorize(start.location ?? ''));
  return browser;
}

/**
 * The victim wants to sign in at the attacker's provider, which hands them on to the honest one. The honest one answers
 * with a code, and the attacker hopes that the server redeems it at the wrong address (RFC 9700 4.4, RFC 9207).
 */
describe('mix-up of providers', () => {
  it('gives the code of the honest provider to nobody', async () => {
    const server = await startWithTwo();
    const victim = new Browser();
    const page = await open(victim, await toHonestByEvil(server, victim));
    expect(outcomeOf(page)).toBe('502 provider-response-invalid');
    expect(server.evil.tokenRequests).toHaveLength(0);
    expect(await isSignedIn(server, victim)).toBe(false);
  });

  it('is noticed where the attacker does not say that iss is sent', async () => {
    const server = await startWithTwo();
    const silent = { authorization_response_iss_parameter_supported: undefined };
    server.evil.misbehaviour = { discovery: set(silent) };
    const victim = new Browser();
    const page = await open(victim, await toHonestByEvil(server, victim));
    expect(outcomeOf(page)).toBe('502 provider-response-invalid');
    expect(server.evil.tokenRequests).toHaveLength(0);
  });

  it('is noticed where iss was taken away on the way', async () => {
    const server = await startWithTwo({ response: (parameters) => parameters.delete('iss') });
    const victim = new Browser();
    const page = await open(victim, await toHonestByEvil(server, victim));
    expect(outcomeOf(page)).toBe('502 provider-response-invalid');
    expect(server.evil.tokenRequests).toHaveLength(0);
  });

  it('does not come by discovery: a provider that says it is another one is none', async () => {
    const server = await startWithTwo();
    server.evil.misbehaviour = { discovery: set({ issuer: server.honest.issuer }) };
    const page = await open(new Browser(), `${server.origin}/auth/web/login?provider=evil`);
    expect(outcomeOf(page)).toBe('502 provider-response-invalid');
  });
});

describe('two providers', () => {
  it('that use the same subject name two people', async () => {
    const server = await startWithTwo();
    const [alice, other] = [await signInAt(server, 'main'), await signInAt(server, 'evil')];
    const [first, second] = [await alice.me(server.origin), await other.me(server.origin)];
    expect([first.user?.['sub'], second.user?.['sub']]).toEqual(['alice', 'alice']);
    expect(first.user?.['id']).not.toBe(second.user?.['id']);
    const list = await open(other, `${server.origin}/auth/web/sessions`);
    expect(JSON.parse(list.text).sessions).toHaveLength(1);
  });

  it('end sessions of their own people alone', async () => {
    const server = await startWithTwo();
    const alice = await signInAt(server, 'main');
    const send = async (token: string): Promise<number> => {
      const form = { logout_token: token };
      const address = `${server.origin}/auth/backchannel-logout`;
      return (await new Browser().request(address, { form })).status;
    };
    expect(await send(await server.evil.logoutToken())).toBe(200);
    expect(
      await send(await server.evil.logoutToken(set({ sub: undefined, sid: 'op-session' }))),
    ).toBe(200);
    expect(await send(await server.evil.logoutToken(set({ iss: server.honest.issuer })))).toBe(400);
    expect(await isSignedIn(server, alice)).toBe(true);
  });
});
