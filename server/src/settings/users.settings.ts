import * as z from 'zod';

/** `[users]`: who may have an account. */
export const usersSettings = z
  .object({
    provisioning: z.enum(['jit', 'deny']).default('jit').meta({
      title: 'Provisioning',
      description:
        'What happens at the first sign-in of an identity: `jit` makes a user, `deny` answers 403.',
      'x-planned': true,
    }),
  })
  .meta({ title: 'Users', description: 'Who gets an account at the first sign-in.' });
