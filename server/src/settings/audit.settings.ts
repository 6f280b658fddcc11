import { duration } from '@lockstep/config';
import * as z from 'zod';
import { DAY } from './units.ts';

/** `[audit]`: the record of what happened to sessions and users. */
export const auditSettings = z
  .object({
    sink: z.enum(['database', 'log', 'both']).default('database').meta({
      title: 'Sink',
      description: 'Where events are written.',
      'x-planned': true,
    }),
    retention: duration()
      .default(365 * DAY)
      .meta({
        title: 'Retention',
        description: 'How long events are kept in the database.',
        'x-planned': true,
      }),
    on_failure: z.enum(['log', 'block']).default('log').meta({
      title: 'When writing fails',
      description: '`log` goes on and logs the failure, `block` refuses what would go unrecorded.',
      'x-planned': true,
    }),
  })
  .meta({ title: 'Audit', description: 'The record of what happened to sessions and users.' });
