import { describe, expect, it, onTestFinished } from 'vitest';
import { outcomeOf, set } from '../../conformance/support/relying-party.ts';
import { Browser, signIn } from './support/browser.ts';
import type { Page } from './support/browser.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  startMisbehavingProvider,
} from './support/misbehaving-provider.ts';
import type { Misbehaviour, MisbehavingProvider } from './support/misbehaving-provider.ts';
import { startWithEmbedded, startWithMisbehaving } from './support/server.ts';
import type { TestServer } from './support/server.ts';

const asJson = { headers: { accept: 'application/json' } };

/** A provider that does not say who it is in its responses: what many were before RFC 9207. */
const SILENT: Misbehaviour = {
  discovery: set({ authorization_response_iss_parameter_supported: undefined }),
  response: (parameters) => parameters.delete('iss'),
};

interface Two extends TestServer {
  readonly main: MisbehavingProvider;
  readonly other: MisbehavingProvider;
}

/** A server with two silent providers. */
async function startWithTwo(settings = {}): Promise<Two> {
  const other = await startMisbehavingProvider();
  onTestFinished(() => other.close());
  const { provider: main, ...server } = await startWithMisbehaving({
    'oidc.providers.other.issuer': other.issuer,
    'oidc.providers.other.client_id': CLIENT_ID,
    'oidc.providers.other.client_secret': CLIENT_SECRET,
    ...settings,
  });
  main.misbehaviour = SILENT;
  other.misbehaviour = SILENT;
  return { ...server, main, other };
}

const begin = async ({ origin }: TestServer, browser: Browser, name: string): Promise<string> =>
  (await browser.request(`${origin}/auth/web/login?provider=${name}`)).location ?? '';

async function signInAt(two: Two, name: 'main' | 'other'): Promise<Page> {
  const browser = new Browser();
  return browser.request(two[name].authorize(await begin(two, browser, name)), asJson);
}

const OWN = {
  'oidc.providers.main.own_callback': true,
  'oidc.providers.other.own_callback': true,
};

describe('several providers that do not say who they are', () => {
  it('sign nobody in at one address: a code might go to the wrong one', async () => {
    const two = await startWithTwo();
    expect(outcomeOf(await signInAt(two, 'main'))).toBe('502 provider-response-invalid');
    expect(two.main.tokenRequests).toHaveLength(0);
    expect(two.log()).toContain('own_callback is needed');
  });

  it('sign people in at addresses of their own', async () => {
    const two = await startWithTwo(OWN);
    expect(outcomeOf(await signInAt(two, 'main'))).toBe('303');
    expect(outcomeOf(await signInAt(two, 'other'))).toBe('303');
    const start = new URL(await begin(two, new Browser(), 'other'));
    const back = start.searchParams.get('redirect_uri');
    expect(back).toBe(`${two.origin}/auth/web/callback/other`);
    const tokenRequest = two.other.tokenRequests.at(-1);
    expect(tokenRequest?.form.get('redirect_uri')).toBe(back);
  });

  it('get no code of another one, at whatever address it comes', async () => {
    const two = await startWithTwo(OWN);
    for (const path of ['/auth/web/callback/main', '/auth/web/callback', '/auth/web/callback/x']) {
      const browser = new Browser();
      const request = new URL(await begin(two, browser, 'other'));
      // The other one sends the browser on to the main one, with an address that is registered there.
      request.searchParams.set('redirect_uri', two.origin + path);
      const page = await browser.request(two.main.authorize(request.href), asJson);
      expect([path, outcomeOf(page)]).toEqual([path, '502 provider-response-invalid']);
    }
    expect(two.other.tokenRequests).toHaveLength(0);
  });

  it('do not matter where only one is enabled', async () => {
    const two = await startWithTwo({ 'oidc.providers.other.enabled': false });
    expect(outcomeOf(await signInAt(two, 'main'))).toBe('303');
  });
});

it('the embedded provider leads back to an address of its own too', async () => {
  const { origin } = await startWithEmbedded({ 'oidc.providers.dev.own_callback': true });
  const browser = new Browser();
  const landed = await signIn(browser, origin, 'alice');
  expect([landed.status, new URL(landed.url).pathname]).toEqual([303, '/auth/web/callback/dev']);
  expect((await browser.me(origin)).authenticated).toBe(true);
});
