import type { Browser, Page } from '../server/bff/support/browser.ts';
import type { MisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';

const JSON_PLEASE = { accept: 'application/json' };

/** A server with a provider, whatever else is with them. */
interface Deployment {
  readonly origin: string;
  readonly provider: MisbehavingProvider;
}

/** Goes to the provider and stops before the callback, whose address it returns. */
export async function toCallback(
  { origin, provider }: Deployment,
  browser: Browser,
  query = '',
): Promise<string> {
  const start = await browser.request(`${origin}/auth/web/login${query}`);
  if (start.location === undefined) throw new Error(`No sign-in: ${start.status} ${start.text}`);
  return provider.authorize(start.location);
}

/** Signs alice in; the answer is that of the callback. */
export async function signIn(at: Deployment, browser: Browser, query = ''): Promise<Page> {
  return open(browser, await toCallback(at, browser, query));
}

/** Opens an address as a program does, so that problems have a type. */
export function open(browser: Browser, url: string): Promise<Page> {
  return browser.request(url, { headers: JSON_PLEASE });
}

export async function isSignedIn(
  { origin }: Pick<Deployment, 'origin'>,
  browser: Browser,
): Promise<boolean> {
  return (await browser.me(origin)).authenticated;
}

/** `Cookie` of a browser, for requests written by hand. */
export function cookieOf(browser: Browser, origin: string): Promise<string> {
  return browser.jar.getCookieString(origin);
}

/** A POST of the server's own page, with a token of the session or another one. */
export async function post(
  { origin }: Pick<Deployment, 'origin'>,
  browser: Browser,
  path: string,
  token?: string,
): Promise<Page> {
  const csrf = token ?? (await browser.me(origin)).csrf_token ?? '';
  const headers = { ...JSON_PLEASE, origin, 'x-csrf-token': csrf };
  return browser.request(origin + path, { method: 'POST', headers });
}
