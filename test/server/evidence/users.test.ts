import { describe } from 'vitest';
import { outcomeOfPage } from './observe.ts';
import { probe } from './probe.ts';
import { signIn, withProvider } from './sign-in.ts';

interface ClaimFacts {
  /** Last part of the key, which is the standard name of the claim too. */
  readonly name: string;
  readonly title: string;
  /** Name of another claim. */
  readonly other: string;
  /** What the standard claim and the other one say. */
  readonly says: readonly [unknown, unknown];
}

/** A probe of one key of `[users.claims]`: the provider says one thing in the one claim and another in the other. */
function probeClaim({ name, title, other, says: [standard, custom] }: ClaimFacts): void {
  probe({
    key: `users.claims.${name}`,
    title,
    description: `Somebody signs in of whom the provider says \`${name}\`: ${JSON.stringify(standard)} and \`${other}\`: ${JSON.stringify(custom)}; the server is asked who they are.`,
    a: { value: name, sees: JSON.stringify(standard) },
    b: { value: other, sees: JSON.stringify(custom) },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        const [root = '', leaf] = other.split('.');
        const extra = {
          [name]: standard,
          [root]: leaf === undefined ? custom : { [leaf]: custom },
        };
        idp.misbehaviour = { userInfo: (claims) => ({ ...claims, ...extra }) };
        const { browser } = await signIn(url, idp);
        const { user } = await browser.me(url);
        return JSON.stringify(user?.[name]);
      },
    }),
  });
}

describe('evidence for [users]', () => {
  probe({
    key: 'users.provisioning',
    title: 'people who are not known come in or do not',
    description: 'Somebody signs in who has never been here.',
    a: { value: 'jit', sees: '303 to /' },
    b: { value: 'deny', sees: '403 user-not-known' },
    prepare: withProvider({
      observe: async ({ url }, idp) => outcomeOfPage((await signIn(url, idp)).page),
    }),
  });

  probe({
    key: 'users.admin_role',
    title: 'whoever has the role is an administrator',
    description: 'Somebody with the roles `reader` and `admin` signs in and asks for the users.',
    a: { value: 'admin', sees: '200' },
    b: { value: 'owner', sees: '403 administrator-required' },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        const roles = ['reader', 'admin'];
        idp.misbehaviour = { userInfo: (claims) => ({ ...claims, roles }) };
        const { browser } = await signIn(url, idp);
        const headers = { accept: 'application/json' };
        return outcomeOfPage(await browser.request(`${url}/admin/users`, { headers }));
      },
    }),
  });

  probeClaim({
    name: 'name',
    title: 'the name is taken from the claim',
    other: 'display_name',
    says: ['Alice Example', 'Al'],
  });
  probeClaim({
    name: 'email',
    title: 'the email address is taken from the claim',
    other: 'mail',
    says: ['alice@example.test', 'al@example.test'],
  });
  probeClaim({
    name: 'email_verified',
    title: 'whether the address is verified is taken from the claim',
    other: 'mail_checked',
    says: [true, false],
  });
  probeClaim({
    name: 'preferred_username',
    title: 'the user name is taken from the claim',
    other: 'account.login',
    says: ['alice', 'al1'],
  });
  probeClaim({
    name: 'roles',
    title: 'the roles are taken from the claim',
    other: 'realm_access.roles',
    says: [['reader'], ['editor', 'admin']],
  });
  probeClaim({
    name: 'groups',
    title: 'the groups are taken from the claim',
    other: 'memberOf',
    says: [['staff'], ['press']],
  });
});
