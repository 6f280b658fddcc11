import { count } from '@lockstep/config';
import * as z from 'zod';

/** `[dev_idp]`: the embedded provider. */
export const devIdpSettings = z
  .object({
    enabled: z.boolean().default(false).meta({
      title: 'Embedded provider',
      description:
        'Starts an OpenID Connect provider inside the server, on loopback, with the users below. A production server with it does not start.',
      'x-security': 'Everybody who reaches it signs in as any of its users.',
    }),
    port: count().max(65_535).default(8001).meta({
      title: 'Port',
      description:
        'The TCP port of the embedded provider, on 127.0.0.1. `0` lets the system choose.',
    }),
    users: z
      .array(z.string().regex(/^[a-z][a-z0-9._-]{0,31}$/u))
      .min(1)
      .default(['alice', 'bob'])
      .meta({
        title: 'Users',
        description:
          'Names of the users that the embedded provider knows. They have no password. The first of them has the role `admin` (claim `roles`), the others have no role.',
      }),
  })
  .meta({
    title: 'Embedded provider',
    description: 'An OpenID Connect provider for development and tests.',
  });
