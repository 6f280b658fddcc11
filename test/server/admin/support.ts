import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import type { MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import { startWithIssuer, startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import { temporaryDatabase } from '../database/open.ts';

type Settings = Readonly<Record<string, unknown>>;

const JSON_PLEASE = { accept: 'application/json' };

/** Instances of a server with one provider, where the role `admin` makes administrators. */
export interface Office {
  readonly servers: readonly [TestServer, ...TestServer[]];
  readonly provider: MisbehavingProvider;
}

/** Starts one instance. */
export async function startOffice(settings: Settings = {}): Promise<Office> {
  const server = await startWithMisbehaving({ 'users.admin_role': 'admin', ...settings });
  return { servers: [server], provider: server.provider };
}

/** Starts two instances on one Redis and one database. */
export async function startTwoOffices(redisUrl: string, settings: Settings = {}): Promise<Office> {
  const shared = {
    'redis.url': redisUrl,
    'redis.command_timeout': '10s',
    'database.url': temporaryDatabase(),
    ...settings,
  };
  const first = await startOffice(shared);
  const second = await startWithIssuer(first.provider.issuer, {
    'users.admin_role': 'admin',
    ...shared,
  });
  return { ...first, servers: [...first.servers, second] };
}

/** Signs somebody in of whom the provider says this. */
export async function signedInAs(
  { provider, servers }: Office,
  sub: string,
  claims: Settings = {},
  { origin }: TestServer = servers[0],
): Promise<Browser> {
  provider.misbehaviour = {
    claims: (honest) => ({ ...honest, sub }),
    userInfo: () => ({ ...claims, sub }),
  };
  const browser = new Browser();
  const start = await browser.request(`${origin}/auth/web/login`);
  const page = await browser.request(provider.authorize(start.location ?? ''));
  if (page.status !== 303) throw new Error(`The sign-in answered ${page.status}`);
  return browser;
}

/** An administrator's browser. */
export function administrator(office: Office): Promise<Browser> {
  return signedInAs(office, 'root', { name: 'Root', roles: ['reader', 'admin'] });
}

/** Asks for a path of `/admin` as a page of the server would. */
export async function askAdmin(
  browser: Browser,
  { origin }: TestServer,
  rest: string,
  method = 'GET',
): Promise<Page> {
  const { csrf_token: token } = await browser.me(origin);
  const headers = { ...JSON_PLEASE, origin, 'x-csrf-token': token ?? '' };
  return browser.request(`${origin}/admin/users${rest}`, { method, headers });
}

/** Id of the user that somebody is. */
export async function idOf(browser: Browser, { origin }: TestServer): Promise<string> {
  return String((await browser.me(origin)).user?.['id']);
}

/** What `/admin/users` and the sessions below it answer. */
interface Body {
  readonly users: readonly { readonly id: string; readonly [key: string]: unknown }[];
  readonly next: string | null;
  readonly sessions: readonly { readonly handle: string; readonly current: boolean }[];
}

/** The body of an answer that has to be a good one. */
export function bodyOf({ status, text }: Page): Body {
  if (status !== 200) throw new Error(`${status} ${text}`);
  const body: Body = JSON.parse(text);
  return body;
}
