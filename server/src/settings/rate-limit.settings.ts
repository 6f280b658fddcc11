import { count, duration } from '@lockstep/config';
import * as z from 'zod';
import { MINUTE } from './units.ts';

/** `[security.rate_limit]`: how many requests a client may send. */
export const rateLimitSettings = z
  .object({
    enabled: z
      .boolean()
      .default(true)
      .meta({
        title: 'Rate limiting',
        description: 'Whether requests are counted and refused with 429 over the limit.',
        'x-aliases': ['security.rate_limit_enabled', 'rate_limiter.enabled'],
        'x-planned': true,
      }),
    requests: count()
      .min(1)
      .default(100)
      .meta({
        title: 'Requests',
        description: 'How many requests a client may send in one window.',
        'x-aliases': ['security.rate_limit_requests', 'rate_limiter.requests'],
        'x-planned': true,
      }),
    window: duration()
      .min(1)
      .default(MINUTE)
      .meta({
        title: 'Window',
        description: 'The time in which requests are counted.',
        'x-aliases': [
          'security.rate_limit_window',
          { key: 'rate_limiter.window_ms', unit: 'milliseconds' },
        ],
        'x-planned': true,
      }),
    per_endpoint: z
      .boolean()
      .default(true)
      .meta({
        title: 'By endpoint',
        description: 'Whether each endpoint has a count of its own.',
        'x-aliases': ['rate_limiter.per_endpoint'],
        'x-planned': true,
      }),
    per_method: z
      .boolean()
      .default(true)
      .meta({
        title: 'By method',
        description: 'Whether each HTTP method has a count of its own.',
        'x-aliases': ['rate_limiter.per_method'],
        'x-planned': true,
      }),
    login_requests: count().min(1).default(10).meta({
      title: 'Sign-in requests',
      description:
        'How many requests to the sign-in and callback addresses a client may send in one window.',
      'x-planned': true,
    }),
    login_window: duration().min(1).default(MINUTE).meta({
      title: 'Sign-in window',
      description: 'The time in which sign-in requests are counted.',
      'x-planned': true,
    }),
    storage: z
      .enum(['auto', 'memory', 'redis'])
      .default('auto')
      .meta({
        title: 'Storage',
        description: 'Where the counts are kept. Only Redis shares them between instances.',
        'x-aliases': ['security.rate_limit_storage'],
        'x-planned': true,
      }),
  })
  .meta({ title: 'Rate limits', description: 'How many requests one client may send.' });
