import * as z from 'zod';

const path = (standard: string): z.ZodDefault<z.ZodString> => z.string().min(1).default(standard);

/** `[users.claims]`: where the claims about a person are. */
const claimSettings = z
  .object({
    name: path('name').meta({
      title: 'Name',
      description: 'The claim with the name that is shown.',
    }),
    email: path('email').meta({
      title: 'Email address',
      description: 'The claim with the email address. Nobody is ever recognised by it.',
      'x-security': 'People change addresses, and addresses change people.',
    }),
    email_verified: path('email_verified').meta({
      title: 'Email verified',
      description: 'The claim that says whether the provider has verified the address.',
    }),
    preferred_username: path('preferred_username').meta({
      title: 'User name',
      description: 'The claim with the name that the person signs in with at the provider.',
    }),
    roles: path('roles').meta({
      title: 'Roles',
      description: 'The claim with the roles of the person: a list of texts, or one text.',
      examples: ['realm_access.roles', 'https://example.com/roles'],
      'x-security': 'Whoever can write this claim at the provider decides who may do what.',
    }),
    groups: path('groups').meta({
      title: 'Groups',
      description: 'The claim with the groups of the person: a list of texts, or one text.',
      'x-security': 'Whoever can write this claim at the provider decides who belongs where.',
    }),
  })
  .meta({
    title: 'Claims',
    description:
      'The names of the claims in the ID token or UserInfo. A name with dots leads into a claim, unless a claim has the whole name.',
    'x-standards': ['OpenID Connect Core 1.0, section 5.1'],
  });

/** `[users]`: who may have an account. */
export const usersSettings = z
  .object({
    provisioning: z
      .enum(['jit', 'deny'])
      .default('jit')
      .meta({
        title: 'Provisioning',
        description:
          'What happens at the first sign-in of an identity: `jit` makes a user, `deny` answers 403. Users who are known sign in either way.',
        'x-security': 'With `jit` everybody whom a provider lets in has an account here.',
        'x-standards': ['OpenID Connect Core 1.0, section 5.7'],
      }),
    admin_role: z
      .string()
      .min(1)
      .optional()
      .meta({
        title: 'Administrator role',
        description:
          'The role whose holders may look for users at `/admin/users`, see their sessions and end them. Not set, these addresses do not exist. What counts is what the provider said last, at the sign-in or in the ID token of a renewal; somebody who has lost the role may keep it until that session ends.',
        examples: ['admin'],
        'x-default': 'nobody is an administrator',
        'x-security':
          'Whoever has this role sees the names, addresses and sessions of everybody, and can sign anybody out. Nobody can sign in as somebody else by it.',
        'x-standards': ['ASVS 5.0 7.4.5'],
      }),
    claims: claimSettings,
  })
  .meta({ title: 'Users', description: 'Who gets an account, and what is known about them.' });
