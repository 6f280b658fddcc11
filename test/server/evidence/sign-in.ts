import { onTestFinished } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { startMisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import type { MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import { provider } from './configuration.ts';
import type { Given } from './configuration.ts';
import type { Probed, Scene } from './probe.ts';

const JSON_PLEASE = { accept: 'application/json' };

/** A provider of the test's own; it signs `alice` in without asking. */
export async function startProvider(): Promise<MisbehavingProvider> {
  const running = await startMisbehavingProvider();
  onTestFinished(() => running.close());
  return running;
}

/** What a scene with a provider is made of. */
export interface ProviderScene {
  readonly base?: string;
  readonly given?: readonly [Given, Given];
  readonly observe: (probed: Probed, idp: MisbehavingProvider) => Promise<string>;
}

/** Prepares a scene with one provider, which the configuration calls `main`. */
export function withProvider(
  scene: ProviderScene | (() => ProviderScene | Promise<ProviderScene>),
): () => Promise<Scene> {
  return async () => {
    const { base = '', given, observe } = typeof scene === 'function' ? await scene() : scene;
    const idp = await startProvider();
    return {
      base: base + provider(idp.issuer),
      ...(given === undefined ? {} : { given }),
      observe: (probed) => observe(probed, idp),
    };
  };
}

/** A browser, and the answer that it came to last. */
export interface Visit {
  readonly browser: Browser;
  readonly page: Page;
}

/** Asks to sign in; the answer is the redirect to the provider, or why there is none. */
export async function startSignIn(
  url: string,
  query = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<Visit> {
  const browser = new Browser();
  const page = await browser.request(`${url}/auth/web/login${query}`, {
    headers: { ...JSON_PLEASE, ...headers },
  });
  return { browser, page };
}

/** Goes on from a redirect to the provider; the answer is that of the callback. */
export async function finishSignIn(
  { browser, page }: Visit,
  idp: MisbehavingProvider,
): Promise<Visit> {
  if (page.location === undefined) return { browser, page };
  const callback = idp.authorize(page.location);
  return { browser, page: await browser.request(callback, { headers: JSON_PLEASE }) };
}

/** A whole sign-in. */
export async function signIn(url: string, idp: MisbehavingProvider, query = ''): Promise<Visit> {
  return finishSignIn(await startSignIn(url, query), idp);
}

/** A parameter of the redirect to the provider; several values are joined. */
export function askedFor({ page }: Visit, parameter: string): string {
  const asked = new URL(page.location ?? '').searchParams.getAll(parameter);
  return asked.length === 0 ? `no ${parameter}` : `${parameter}=${asked.join(', ')}`;
}

/** A state-changing request of the server's own page: signing out. */
export async function signOut(
  { browser }: Visit,
  origin: string,
  headers: Readonly<Record<string, string>>,
): Promise<Page> {
  return browser.request(`${origin}/auth/web/logout`, {
    method: 'POST',
    headers: { ...JSON_PLEASE, origin, ...headers },
  });
}

/** A page of the server renews its session, so many seconds after the sign-in; the access token lasts 300. */
export async function renewSession(
  { url, clock }: Probed,
  { browser }: Visit,
  after: number,
): Promise<Page> {
  clock.advance(after);
  const { csrf_token: token } = await browser.me(url);
  return browser.request(`${url}/auth/web/refresh`, {
    method: 'POST',
    headers: { ...JSON_PLEASE, origin: url, 'x-csrf-token': token ?? '' },
  });
}

/** How often the provider was asked to renew tokens. */
export function renewals({ tokenRequests }: MisbehavingProvider): number {
  return tokenRequests.filter(({ form }) => form.get('grant_type') === 'refresh_token').length;
}
