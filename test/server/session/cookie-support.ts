import { onTestFinished } from 'vitest';
import { freePorts } from '../../support/free-ports.ts';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { startMisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import type { MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import { startWithIssuer } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';

type Settings = Readonly<Record<string, unknown>>;

/** What a server that keeps sessions in cookies has to be told. */
const IN_COOKIES: Settings = {
  'security.session.store': 'cookie',
  'security.session.max_concurrent': 0,
  'account.enabled': false,
};

/** Where a browser looks for the server, and who vouches for people. */
export interface Site {
  readonly port: number;
  readonly origin: string;
  readonly provider: MisbehavingProvider;
}

/** A provider, and an origin that one or several instances answer for. */
export async function makeSite(): Promise<Site> {
  const provider = await startMisbehavingProvider();
  onTestFinished(() => provider.close());
  const [port = 0] = await freePorts(1);
  return { port, origin: `http://127.0.0.1:${port}`, provider };
}

/** An instance of the site that listens at `port`. */
export function startInstance(
  site: Site,
  settings: Settings = {},
  { port = site.port, secretKeys }: { readonly port?: number; readonly secretKeys?: string } = {},
): Promise<TestServer> {
  return startWithIssuer(
    site.provider.issuer,
    {
      'app.port': port,
      'app.public_url': site.origin,
      'app.allowed_hosts': [`127.0.0.1:${site.port}`, `127.0.0.1:${port}`],
      ...IN_COOKIES,
      ...settings,
    },
    secretKeys,
  );
}

/** Another instance of the same site, with other memories. */
export async function startOther(site: Site, settings: Settings = {}): Promise<TestServer> {
  const [port = 0] = await freePorts(1);
  return startInstance(site, settings, { port });
}

/** A server, and somebody who is signed in. */
export interface SignedIn extends TestServer {
  readonly site: Site;
  readonly provider: MisbehavingProvider;
  readonly browser: Browser;
}

/** Starts one instance and signs `alice` in. */
export async function signedIn(settings: Settings = {}): Promise<SignedIn> {
  const site = await makeSite();
  const server = await startInstance(site, settings);
  const browser = new Browser();
  await enter(browser, site);
  return { ...server, site, provider: site.provider, browser };
}

/** Signs a browser in; the answer is that of the callback. */
export async function enter(browser: Browser, { origin, provider }: Site): Promise<Page> {
  const login = await browser.request(`${origin}/auth/web/login`);
  return browser.request(provider.authorize(login.location ?? ''));
}

/** A request of the server's own page that changes something, sent to an instance. */
export async function post(
  browser: Browser,
  at: string,
  { origin }: Site,
  path: string,
): Promise<Page> {
  const { csrf_token: token } = await browser.me(at);
  return browser.request(at + path, {
    method: 'POST',
    headers: { origin, accept: 'application/json', 'x-csrf-token': token ?? '' },
  });
}

/** `Set-Cookie` of the session in an answer. */
export function sessionCookieOf(page: Page | undefined): string | undefined {
  return page?.cookies.find((text) => text.startsWith('session='));
}

/** How often the provider was asked to renew tokens. */
export function renewals({ tokenRequests }: MisbehavingProvider): number {
  return tokenRequests.filter(({ form }) => form.get('grant_type') === 'refresh_token').length;
}

/** The value of the session cookie that a browser has. */
export async function valueIn(browser: Browser, origin: string): Promise<string> {
  return (await browser.cookies(origin)).get('session') ?? '';
}

/** A browser with one cookie, or none. */
export async function browserWith(origin: string, value: string): Promise<Browser> {
  const browser = new Browser();
  await browser.jar.setCookie(`session=${value}; Path=/`, origin);
  return browser;
}

/** The type of a problem. */
export function problemOf({ text }: Page): unknown {
  return JSON.parse(text).type;
}
