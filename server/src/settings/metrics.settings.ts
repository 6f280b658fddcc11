import { secret } from '@lockstep/config';
import * as z from 'zod';

/** `[metrics]`: numbers for monitoring. */
export const metricsSettings = z
  .object({
    enabled: z.boolean().default(true).meta({
      title: 'Metrics',
      description: 'Whether numbers for monitoring are served.',
      'x-planned': true,
    }),
    path: z.string().startsWith('/').default('/metrics').meta({
      title: 'Path',
      description: 'Where they are served.',
      'x-planned': true,
    }),
    token: secret().optional().meta({
      title: 'Token',
      description: 'The bearer token that a reader must send.',
      'x-env': 'METRICS_TOKEN',
      'x-planned': true,
    }),
  })
  .meta({ title: 'Metrics', description: 'Numbers for monitoring.' });
