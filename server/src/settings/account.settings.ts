import * as z from 'zod';

/** `[account]`: the page with a user's own sessions. */
export const accountSettings = z
  .object({
    enabled: z.boolean().default(true).meta({
      title: 'Account page',
      description: 'Whether `/account` shows users their sessions.',
    }),
  })
  .meta({ title: 'Account page', description: 'The page with the own sessions of a user.' });
