import { duration, url } from '@lockstep/config';
import * as z from 'zod';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** `/`, or segments of unreserved characters (RFC 3986, section 2.3) that are no dot segments. */
const ROUTE_PATH = /^(?:\/|(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+)$/u;

const routeSettings = z
  .object({
    path: z
      .string()
      .regex(ROUTE_PATH)
      .meta({
        title: 'Path',
        description:
          'The path below `/api` that the route answers, with everything below it: `/orders` answers `/api/orders` and `/api/orders/7`. It is compared as it was sent, upper and lower case apart. Of several routes the longest path answers; `/` is everything else below `/api`. Paths that could be read in two ways (`..`, `//`, `;`, `%2f`, `%5c`, encoded twice) are refused with 400.',
        examples: ['/orders'],
        'x-security':
          'Whatever the upstream has below this path can be called by everybody who is signed in, as far as their access token goes.',
      }),
    upstream: url().meta({
      title: 'Upstream',
      description:
        'The address that requests are sent on to; a path of its own goes before theirs. `/api` is never sent on. The upstream gets the access token as `Authorization: Bearer`, and no cookie, credential or `X-Forwarded-*` of the client; what it says in `Set-Cookie`, security or caching headers does not reach the browser.',
      examples: ['https://orders.internal.example'],
      'x-security':
        'The upstream gets the access tokens of people. Over plain http outside this machine everybody on the way does too.',
    }),
    methods: z
      .array(z.enum(METHODS))
      .default(['GET', 'HEAD'])
      .meta({
        title: 'Methods',
        description:
          'The methods that are sent on; every other is answered with 405. A WebSocket is opened with GET.',
        'x-standards': ['ASVS 5.0 4.1.4'],
      }),
    strip_prefix: z.boolean().default(false).meta({
      title: 'Strip the prefix',
      description:
        'Whether the path of the route is left out upstream: `/api/orders/7` becomes `/7` instead of `/orders/7`.',
    }),
    timeout: duration().positive().default(30).meta({
      title: 'Timeout',
      description:
        'How long the upstream may take to connect and to begin its answer (then 504), and how long the body of an answer may pause (then the answer is cut off) or that of a request (then 408). While bytes come, neither has an end. Server-sent events and WebSockets may pause for ever.',
    }),
    require_csrf: z
      .boolean()
      .default(true)
      .meta({
        title: 'Require a CSRF token',
        description:
          'Whether state-changing requests need a CSRF token. Without it they still have to come from the own origin, by `Origin` and `Sec-Fetch-Site`.',
        'x-security':
          'Switched off, the origin that browsers report is the only defence against forged requests.',
        'x-standards': ['ASVS 5.0 3.5.1'],
      }),
    allow_plaintext: z
      .boolean()
      .default(false)
      .meta({
        title: 'Allow plaintext',
        description:
          'Whether the upstream may be plain http on another machine in staging and production, because the network in between is protected by other means.',
        'x-security': 'Access tokens can be read on the way.',
        'x-standards': ['ASVS 5.0 12.3.1'],
      }),
  })
  .meta({ title: 'Route', description: 'One upstream API.' });

/** `[proxy.routes.NAME]`: upstream APIs that are called with the access token of the session. */
export const proxySettings = z
  .object({
    routes: z.record(z.string(), routeSettings).meta({
      title: 'Routes',
      description: 'Upstream APIs by name.',
    }),
  })
  .meta({
    title: 'API proxy',
    description:
      'Upstream APIs that get the access token of the session. A session may have 100 requests and streams open at once, on each instance.',
  });
