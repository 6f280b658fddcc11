import { count, url } from '@lockstep/config';
import * as z from 'zod';

/** `[database]`: users, identities and the audit log. */
export const databaseSettings = z
  .object({
    url: url(['file', 'memory', 'postgres', 'postgresql']).default('file:.lockstep/data.db').meta({
      title: 'Database URL',
      description:
        'Where users, identities and the audit log are kept: `file:PATH`, `memory:` or `postgres://…`.',
      'x-env': 'DATABASE_URL',
      'x-planned': true,
    }),
    pool_size: count().min(1).default(10).meta({
      title: 'Pool size',
      description: 'How many connections are kept open at most.',
      'x-planned': true,
    }),
  })
  .meta({ title: 'Database', description: 'Where users, identities and the audit log are kept.' });
