import { duration } from '@lockstep/config';
import * as z from 'zod';
import { HTTP_TOKEN } from './http-token.ts';
import { HOUR } from './units.ts';

/** `[security.csrf]`: the defence against requests that other sites forge. */
export const csrfSettings = z
  .object({
    enabled: z
      .boolean()
      .default(true)
      .meta({
        title: 'CSRF protection',
        description:
          'Whether state-changing requests need a CSRF token and an origin that is this server. It can be turned off in development alone.',
        'x-aliases': ['security.csrf_protection'],
        'x-security': 'Without it any site that a user visits can act in the name of that user.',
        'x-standards': ['ASVS 5.0 3.5.1'],
      }),
    mode: z
      .enum(['enforce', 'report'])
      .default('enforce')
      .meta({
        title: 'Mode',
        description:
          '`enforce` refuses a request that fails the check with 403. `report` lets it through and logs it: for the first days of an existing application.',
        'x-security': '`report` protects nobody.',
        'x-standards': ['ASVS 5.0 3.5.1'],
      }),
    header_name: z
      .string()
      .regex(HTTP_TOKEN)
      .default('X-CSRF-Token')
      .meta({
        title: 'Header name',
        description:
          'The request header that carries the CSRF token. The token comes from `csrf_token` of `/auth/web/me`.',
        'x-aliases': ['security.csrf_header_name'],
        'x-standards': ['ASVS 5.0 3.5.1'],
      }),
    max_age: duration()
      .min(1)
      .default(12 * HOUR)
      .meta({
        title: 'Token age',
        description:
          'How long a CSRF token is accepted. A page that stays open longer fetches a new one.',
        'x-aliases': [{ key: 'security.csrf_token_max_age_hours', unit: 'hours' }],
        'x-security': 'An old token that leaked keeps working until this age.',
      }),
  })
  .meta({
    title: 'CSRF protection',
    description:
      'State-changing requests carry a token that is bound to the session, and come from the origin of the public URL.',
  });
