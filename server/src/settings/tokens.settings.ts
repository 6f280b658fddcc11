import { duration } from '@lockstep/config';
import * as z from 'zod';
import { DAY, MINUTE } from './units.ts';

/** `[security.tokens]`: tokens that this server itself issues to API clients. */
export const tokensSettings = z
  .object({
    enabled: z.boolean().default(false).meta({
      title: 'Issue tokens',
      description: 'Whether this server issues tokens of its own to API clients.',
      'x-planned': true,
    }),
    algorithm: z
      .enum(['ES256', 'RS256', 'EdDSA'])
      .default('ES256')
      .meta({
        title: 'Algorithm',
        description: 'The algorithm that signs issued tokens.',
        'x-standards': ['RFC 8725'],
        'x-planned': true,
      }),
    access_ttl: duration()
      .min(1)
      .default(15 * MINUTE)
      .meta({
        title: 'Access token lifetime',
        description: 'How long an issued access token is valid.',
        'x-aliases': ['security.jwt_expiration'],
        'x-planned': true,
      }),
    refresh_ttl: duration()
      .min(1)
      .default(7 * DAY)
      .meta({
        title: 'Refresh token lifetime',
        description:
          'How long an issued refresh token is valid. Each use gives a new one; using an old one again ends the whole family.',
        'x-aliases': ['security.jwt_refresh_expiration'],
        'x-planned': true,
      }),
  })
  .meta({ title: 'Issued tokens', description: 'Tokens that this server issues to API clients.' });
