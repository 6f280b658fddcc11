import { duration, url } from '@lockstep/config';
import * as z from 'zod';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const routeSettings = z
  .object({
    path: z.string().startsWith('/').meta({
      title: 'Path',
      description: 'The path below `/api` that the route answers, with everything below it.',
      'x-planned': true,
    }),
    upstream: url().meta({
      title: 'Upstream',
      description: 'The address that requests are sent on to.',
      'x-planned': true,
    }),
    methods: z
      .array(z.enum(METHODS))
      .default(['GET', 'HEAD'])
      .meta({
        title: 'Methods',
        description: 'The methods that are sent on.',
        'x-standards': ['ASVS 5.0 4.1.4'],
        'x-planned': true,
      }),
    strip_prefix: z.boolean().default(false).meta({
      title: 'Strip the prefix',
      description: 'Whether the path of the route is left out upstream.',
      'x-planned': true,
    }),
    timeout: duration().default(30).meta({
      title: 'Timeout',
      description: 'How long the upstream may take.',
      'x-planned': true,
    }),
    require_csrf: z.boolean().default(true).meta({
      title: 'Require a CSRF token',
      description: 'Whether state-changing requests need a CSRF token.',
      'x-planned': true,
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
    description: 'Upstream APIs that get the access token of the session.',
  });
