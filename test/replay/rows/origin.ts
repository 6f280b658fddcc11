import { startUpstream } from '../../server/proxy/support.ts';
import { HTTPS, outcomeOf, set } from '../support/observe.ts';
import { unsafeRoutes } from '../support/routes.ts';
import type { Area, Row } from '../support/row.ts';
import type { Stage } from '../support/stage.ts';

type Headers = Readonly<Record<string, string | undefined>>;

const NO_ORIGIN = '403 Missing or invalid Origin';
const NOT_ALLOWED = '403 Origin not allowed';
const REFUSED = '403 origin-mismatch';
const PASSES = '200';
const STABLE_NAME = 'One stable name for all of it; the words around it may change.';
const ONE_SPELLING = 'Browsers write an origin in one way; everything else was not written by one.';
const EACH_ROUTE = 'Every route that changes something is protected.';
const EVIL = { origin: 'https://evil.example' };

/** A state-changing request with a good token and these headers, to a server at `https://app.example.com`. */
async function posted(stage: Stage, headers: Headers): Promise<string> {
  const { signedIn } = await stage.scene(HTTPS);
  return outcomeOf(await (await signedIn()).post('/auth/web/refresh', headers));
}

const sent =
  (headers: Headers): Row['observe'] =>
  (stage) =>
    posted(stage, headers);

/** Origins, and what a server at the first one says to each of them. */
async function matrix(stage: Stage, own: string, origin: string): Promise<string> {
  const ini = `[app]\npublic_url = ${own}\ntrusted_proxies[] = 127.0.0.0/8\n`;
  const { signedIn } = await stage.scene(ini);
  return outcomeOf(await (await signedIn()).post('/auth/web/refresh', { origin }));
}

const OWN_ORIGINS = [
  'https://app.example.com',
  'https://admin.example.com:8443',
  'http://localhost:3000',
];

const accepted = OWN_ORIGINS.map((own): Row => ({
  id: 'T47',
  what: `${own}, at that public URL`,
  now: PASSES,
  observe: (stage) => matrix(stage, own, own),
}));

const foreign = (
  [
    ['https://app.example.com', 'https://evil.com'],
    ['https://app.example.com', 'https://example.com'],
    ['https://app.example.com', 'https://x.app.example.com'],
    ['https://app.example.com', 'http://app.example.com'],
    ['https://app.example.com', '*'],
    ['https://admin.example.com:8443', 'https://admin.example.com'],
    ['http://localhost:3000', 'https://localhost:3000'],
  ] as const
).map(([own, origin]): Row => ({
  id: 'T47',
  what: `Origin ${origin}, at ${own}`,
  before: NOT_ALLOWED,
  now: REFUSED,
  differs: STABLE_NAME,
  observe: (stage) => matrix(stage, own, origin),
}));

const spelled = (
  [
    ['HTTPS://APP.EXAMPLE.COM', 'passes'],
    ['https://app.example.com:443', 'passes'],
    ['https://app.example.com/page?x=1', 'passes'],
    ['https://evil@app.example.com', 'passes'],
    ['https://app.example.com:99999', '500'],
    ['https://app.example.com:abc', '500'],
  ] as const
).map(([origin, before]): Row => ({
  id: 'T47',
  what: `Origin ${origin}`,
  before,
  now: REFUSED,
  differs: ONE_SPELLING,
  observe: sent({ origin }),
}));

/** Sends what another origin may send to each route that changes something, with a session that may do everything. */
async function refusedRoutes(stage: Stage): Promise<string> {
  const { signedIn, provider, running } = await stage.scene('[users]\nadmin_role = admin\n');
  provider.misbehaviour = { userInfo: set({ roles: ['admin'] }) };
  const browser = await signedIn();
  const routes = unsafeRoutes(running.app.getHttpAdapter().getInstance());
  const through: string[] = [];
  for (const { method, address } of routes) {
    const form = { ...EVIL, 'content-type': 'application/x-www-form-urlencoded' };
    const { status, text } = await browser.post(address, form, method);
    if (status !== 403 || !text.includes('origin')) through.push(address);
  }
  const isEach = routes.length > 5 && (await browser.who()) === 'signed in';
  return `${isEach ? 'all' : 'few'} refused but ${through.join(', ')}, which no browser calls`;
}

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Requests with the session and a good token, by way of the proxy: one for each method. */
async function proxied(stage: Stage, headers: Headers): Promise<string> {
  const upstream = await startUpstream();
  const methods = METHODS.map((name) => `methods[] = ${name}\n`).join('');
  const route = `[proxy.routes.main]\npath = /orders\nupstream = ${upstream.url}\n${methods}`;
  const { signedIn } = await stage.fresh(route);
  const browser = await signedIn();
  const outcomes: string[] = [];
  for (const method of METHODS) {
    outcomes.push(outcomeOf(await browser.post('/api/orders', headers, method)));
  }
  return `${[...new Set(outcomes)].join(', ')}; ${upstream.asked.length} of ${METHODS.length} arrive`;
}

const environments = ['development', 'test'].map((environment): Row => ({
  id: 'T37',
  what: `another origin, in ${environment}`,
  before: 'passes, and the token is not looked at either',
  now: REFUSED,
  differs: 'What is not checked where it is written fails first where people use it.',
  observe: async (stage) => {
    const { signedIn } = await stage.scene(`[app]\nenvironment = ${environment}\n`);
    return outcomeOf(await (await signedIn()).post('/auth/web/refresh', EVIL));
  },
}));

export const origin: Area = {
  title: 'Where a request comes from',
  rows: [
    {
      id: 'T36',
      what: 'GET, from another origin',
      now: '200',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return outcomeOf(await (await signedIn()).get('/auth/web/me', EVIL));
      },
    },
    {
      id: 'T36',
      what: 'OPTIONS, from another origin',
      before: '400 Disallowed CORS origin',
      now: '405 method-not-allowed, nothing is allowed to it',
      differs: 'Pages of other origins have no business here, so there is nothing to negotiate.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        const answer = await (await signedIn()).send('OPTIONS', '/auth/web/logout', EVIL);
        const allowed = Object.keys(answer.headers).filter((name) =>
          name.startsWith('access-control-'),
        );
        return `${outcomeOf(answer)}, ${allowed.join() || 'nothing'} is allowed to it`;
      },
    },
    ...environments,
    { id: 'T38', what: 'the own Origin', now: PASSES, observe: sent({}) },
    {
      id: 'T39',
      what: 'another Origin',
      before: NOT_ALLOWED,
      now: REFUSED,
      differs: STABLE_NAME,
      observe: sent(EVIL),
    },
    {
      id: 'T40',
      what: 'Origin null',
      before: "403 Origin 'null' not allowed",
      now: REFUSED,
      differs: STABLE_NAME,
      observe: sent({ origin: 'null' }),
    },
    {
      id: 'T41',
      what: 'no Origin, and a page of the own one as Referer',
      now: PASSES,
      observe: sent({ origin: undefined, referer: 'https://app.example.com/page?x=1' }),
    },
    {
      id: 'T42',
      what: 'no Origin, and a foreign Referer',
      before: '403 Referer origin not allowed',
      now: REFUSED,
      differs: STABLE_NAME,
      observe: sent({ origin: undefined, referer: 'https://evil.example/x' }),
    },
    {
      id: 'T43',
      what: 'neither, and an allowed Host',
      before: 'passes',
      now: REFUSED,
      differs: 'Host says where a request goes, not where it comes from.',
      observe: sent({ origin: undefined }),
    },
    {
      id: 'T44',
      what: 'neither, and a foreign Host',
      before: NO_ORIGIN,
      now: '421 unknown-host',
      differs: 'A host that is not served here is refused whatever is asked.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene(HTTPS);
        const browser = await signedIn();
        return outcomeOf(
          await browser.post('/auth/web/refresh', { origin: undefined, host: 'evil.example' }),
        );
      },
    },
    {
      id: 'T44',
      what: 'an empty Origin',
      before: NO_ORIGIN,
      now: REFUSED,
      differs: STABLE_NAME,
      observe: sent({ origin: '' }),
    },
    {
      id: 'T44',
      what: 'the own Origin, and Sec-Fetch-Site: cross-site',
      before: 'passes',
      now: REFUSED,
      differs: 'Browsers say it in two ways; both have to be right.',
      observe: sent({ 'sec-fetch-site': 'cross-site' }),
    },
    {
      id: 'T45',
      what: 'POST, PUT, PATCH and DELETE to an API, from another origin',
      before: '201, 200, 200, 204: only logout and refresh looked at the origin',
      now: `${REFUSED}; 0 of 4 arrive`,
      differs: EACH_ROUTE,
      observe: (stage) => proxied(stage, EVIL),
    },
    {
      id: 'T45',
      what: 'every other route that changes something, from another origin',
      before: '200 or 201, but for two of them',
      now: 'all refused but /auth/backchannel-logout, which no browser calls',
      differs: EACH_ROUTE,
      observe: refusedRoutes,
    },
    {
      id: 'T45',
      what: 'POST, PUT, PATCH and DELETE to an API, from a page of this server',
      now: '200; 4 of 4 arrive',
      observe: (stage) => proxied(stage, {}),
    },
    {
      id: 'T46',
      what: 'another port',
      before: NOT_ALLOWED,
      now: REFUSED,
      differs: STABLE_NAME,
      observe: sent({ origin: 'https://app.example.com:8443' }),
    },
    ...accepted,
    ...foreign,
    ...spelled,
  ],
};
