import { count, url } from '@lockstep/config';
import * as z from 'zod';

/** `[database]`: users and identities. */
export const databaseSettings = z
  .object({
    url: url(['file', 'memory', 'postgres', 'postgresql'])
      .default('file:.lockstep/data.db')
      .meta({
        title: 'Database URL',
        description:
          'Where users and identities are kept: `file:PATH` is an embedded database, its path relative to the working directory; `memory:` is one that ends with the process; `postgres://USER:PASSWORD@HOST:PORT/DATABASE` is what several machines share. Tables are made and brought up to date at the start.',
        'x-env': 'DATABASE_URL',
        'x-security':
          'Whoever writes here decides who is who. A file is made for the user that the server runs as, and for nobody else.',
        'x-standards': ['ASVS 5.0 13.2.2'],
      }),
    pool_size: count().min(1).default(10).meta({
      title: 'Pool size',
      description:
        'How many connections to PostgreSQL are open at most. An embedded database has one, whatever this says.',
    }),
  })
  .meta({ title: 'Database', description: 'Where users and their identities are kept.' });
