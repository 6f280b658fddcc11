import { describe } from 'vitest';
import { startUpstream } from '../proxy/support.ts';
import type { Upstream } from '../proxy/support.ts';
import { ask } from '../http/support.ts';
import { BEHIND_HTTPS, provider } from './configuration.ts';
import type { Given } from './configuration.ts';
import { outcomeOf, outcomeOfPage, refusal } from './observe.ts';
import { probe } from './probe.ts';
import type { Probed, Scene } from './probe.ts';
import { signIn, startProvider } from './sign-in.ts';
import type { Visit } from './sign-in.ts';

const JSON_PLEASE = { accept: 'application/json' };

interface RouteScene {
  /** What the route has beside its upstream, as INI. */
  readonly route: string;
  readonly given?: readonly [Given, Given];
  readonly upstream?: Parameters<typeof startUpstream>[0];
  readonly observe: (visit: Visit, probed: Probed, upstream: Upstream) => Promise<string>;
}

/** Prepares a scene with an API behind the route `main`, and somebody who is signed in. */
function withRoute({ route, observe, ...scene }: RouteScene): () => Promise<Scene> {
  return async () => {
    const [idp, upstream] = [await startProvider(), await startUpstream(scene.upstream)];
    const table = `\n[proxy.routes.main]\nupstream = ${upstream.url}\n${route}`;
    return {
      base: provider(idp.issuer) + table,
      observe: async (probed) => observe(await signIn(probed.url, idp), probed, upstream),
    };
  };
}

/** The status that a path is answered with. */
async function get({ browser }: Visit, { url }: Probed, path: string): Promise<string> {
  return outcomeOfPage(await browser.request(url + path, { headers: JSON_PLEASE }));
}

/** The answer to a `POST` that has all it needs, but for the headers that are replaced. */
async function post(
  { browser }: Visit,
  { url }: Probed,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const options = { method: 'POST', headers: { ...JSON_PLEASE, origin: url, ...headers } };
  return outcomeOfPage(await browser.request(`${url}/api/orders`, options));
}

describe('evidence for [proxy.routes]', () => {
  probe({
    key: 'proxy.routes.*.path',
    title: 'the path below /api is answered',
    description: 'Somebody who is signed in asks for `/api/orders` and `/api/invoices`.',
    a: { value: '/orders', sees: '/api/orders: 200; /api/invoices: 404 not-found' },
    b: { value: '/invoices', sees: '/api/orders: 404 not-found; /api/invoices: 200' },
    prepare: withRoute({
      route: '',
      observe: async (visit, probed) => {
        const orders = await get(visit, probed, '/api/orders');
        const invoices = await get(visit, probed, '/api/invoices');
        return `/api/orders: ${orders}; /api/invoices: ${invoices}`;
      },
    }),
  });

  probe({
    key: 'proxy.routes.*.upstream',
    title: 'the request goes to the upstream, with the access token',
    description: 'There are two APIs, and somebody who is signed in asks for `/api/orders`.',
    a: { value: 'http://orders.example', sees: 'orders is asked, with a bearer token' },
    b: { value: 'http://archive.example', sees: 'archive is asked, with a bearer token' },
    prepare: async () => {
      const idp = await startProvider();
      const [orders, archive] = [await startUpstream(), await startUpstream()];
      const names = { orders, archive };
      return {
        base: `${provider(idp.issuer)}\n[proxy.routes.main]\npath = /orders\n`,
        given: [orders.url, archive.url],
        observe: async (probed) => {
          const before = { orders: orders.asked.length, archive: archive.asked.length };
          await get(await signIn(probed.url, idp), probed, '/api/orders');
          const seen = (['orders', 'archive'] as const).flatMap((name) =>
            names[name].asked.slice(before[name]).map(({ headers }) => {
              const isBearer = headers.authorization?.startsWith('Bearer ') === true;
              return `${name} is asked, ${isBearer ? 'with' : 'without'} a bearer token`;
            }),
          );
          return seen.join('; ');
        },
      };
    },
  });

  probe({
    key: 'proxy.routes.*.methods',
    title: 'only the methods of the route are sent on',
    description: 'Somebody who is signed in posts to `/api/orders`, with a CSRF token.',
    a: { value: ['GET'], sees: '405 method-not-allowed' },
    b: { value: ['GET', 'POST'], sees: '200' },
    prepare: withRoute({
      route: 'path = /orders\n',
      observe: async (visit, probed) => {
        const { csrf_token: token } = await visit.browser.me(probed.url);
        return post(visit, probed, { 'x-csrf-token': token ?? '' });
      },
    }),
  });

  probe({
    key: 'proxy.routes.*.strip_prefix',
    title: 'the path of the route is left out upstream',
    description: 'Somebody who is signed in asks for `/api/orders/7?full=1`.',
    a: { value: 'false', sees: 'the upstream is asked for /orders/7?full=1' },
    b: { value: 'true', sees: 'the upstream is asked for /7?full=1' },
    prepare: withRoute({
      route: 'path = /orders\n',
      observe: async (visit, probed, upstream) => {
        await get(visit, probed, '/api/orders/7?full=1');
        return `the upstream is asked for ${upstream.asked.at(-1)?.target}`;
      },
    }),
  });

  probe({
    key: 'proxy.routes.*.timeout',
    title: 'a slow upstream is not waited for',
    description: 'The upstream answers after half a second.',
    a: { value: '100ms', sees: '504 upstream-timeout' },
    b: { value: '20s', sees: '200' },
    prepare: withRoute({
      route: 'path = /orders\n',
      upstream: (_request, response) => void setTimeout(() => response.end('{}'), 500),
      observe: (visit, probed) => get(visit, probed, '/api/orders'),
    }),
  });

  probe({
    key: 'proxy.routes.*.require_csrf',
    title: 'a state-changing request needs a token',
    description: 'Somebody who is signed in posts to `/api/orders` without a CSRF token.',
    a: { value: 'true', sees: '403 csrf-token-missing' },
    b: { value: 'false', sees: '200' },
    prepare: withRoute({
      route: 'path = /orders\nmethods[] = POST\n',
      observe: (visit, probed) => post(visit, probed, {}),
    }),
  });

  probe({
    key: 'proxy.routes.*.allow_plaintext',
    title: 'access tokens cross a network in the clear only where that is allowed',
    description:
      'A server is started in staging, with an upstream at a plain http address elsewhere.',
    a: { value: 'false', sees: 'refuses to start: proxy-plaintext' },
    b: { value: 'true', sees: '200' },
    base: `${BEHIND_HTTPS}environment = staging
[proxy.routes.main]
path = /orders
upstream = http://orders.internal.example
`,
    observe: async ({ url }) => {
      const headers = { host: 'portal.example.com', 'x-forwarded-proto': 'https' };
      return outcomeOf(await ask(url, '/health/live', { headers }));
    },
    refused: refusal,
  });
});
