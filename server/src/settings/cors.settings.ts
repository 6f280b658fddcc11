import { duration, url } from '@lockstep/config';
import * as z from 'zod';
import { MINUTE } from './units.ts';

/** `[security.cors]`: which other origins may call the server from a browser. */
export const corsSettings = z
  .object({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        title: 'CORS',
        description: 'Whether pages of other origins may call this server.',
        'x-aliases': ['security.cors_enabled'],
        'x-planned': true,
      }),
    origins: z
      .array(url())
      .default([])
      .meta({
        title: 'Origins',
        description: 'The origins that may call, with scheme and port. They are compared exactly.',
        'x-env': 'CORS_ORIGINS',
        'x-aliases': ['security.cors_origins[]', 'app.cors.origins[]'],
        'x-standards': ['ASVS 5.0 3.4.2'],
        'x-planned': true,
      }),
    methods: z
      .array(z.string())
      .default(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      .meta({
        title: 'Methods',
        description: 'The methods that other origins may use.',
        'x-aliases': ['security.cors_methods[]'],
        'x-planned': true,
      }),
    headers: z
      .array(z.string())
      .default(['Content-Type', 'X-CSRF-Token'])
      .meta({
        title: 'Headers',
        description: 'The request headers that other origins may send.',
        'x-aliases': ['security.cors_headers[]'],
        'x-planned': true,
      }),
    credentials: z.boolean().default(true).meta({
      title: 'Credentials',
      description: 'Whether requests of other origins may carry the session cookie.',
      'x-planned': true,
    }),
    max_age: duration()
      .default(10 * MINUTE)
      .meta({
        title: 'Preflight age',
        description: 'How long browsers may keep the answer to a preflight request.',
        'x-planned': true,
      }),
  })
  .meta({ title: 'CORS', description: 'Which other origins may call this server from a browser.' });
