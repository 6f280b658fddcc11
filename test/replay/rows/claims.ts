import type { Area, Row } from '../support/row.ts';

type Json = Readonly<Record<string, unknown>>;

const NAMED =
  'The claim is named by a setting. One that only looks like roles gives nobody rights.';

/** The roles of somebody about whom UserInfo says this. */
const roles =
  (claims: Json, ini: string): Row['observe'] =>
  async (stage) => {
    const { signedIn, provider } = await stage.scene(ini);
    provider.misbehaviour = { userInfo: () => ({ sub: 'alice', ...claims }) };
    const { user } = await (await signedIn()).me();
    const found = user?.['roles'];
    return Array.isArray(found) ? found.join(', ') : 'none';
  };

const named = (setting: string, claims: Json): Row => ({
  id: 'T84',
  what: `roles in ${setting}, which the settings name`,
  before: 'editor, admin, by guessing',
  now: 'editor, admin',
  differs: NAMED,
  observe: roles(claims, `[users.claims]\nroles = ${setting}\n`),
});

const guessed = (name: string, claims: Json): Row => ({
  id: 'T84',
  what: `roles in ${name}, which the settings do not name`,
  before: 'editor, admin',
  now: 'none',
  differs: NAMED,
  observe: roles(claims, ''),
});

const LIST = ['editor', 'admin'];

export const claims: Area = {
  title: 'Roles and scopes',
  rows: [
    {
      id: 'T84',
      what: 'roles in roles',
      now: 'editor, admin',
      observe: roles({ roles: LIST }, ''),
    },
    {
      id: 'T84',
      what: 'a role as one text',
      now: 'admin',
      observe: roles({ roles: 'admin' }, ''),
    },
    {
      id: 'T84',
      what: 'roles that are repeated',
      now: 'editor, admin',
      observe: roles({ roles: ['editor', 'admin', 'editor'] }, ''),
    },
    guessed('role', { role: LIST }),
    guessed('groups', { groups: LIST }),
    guessed('authorities', { authorities: LIST }),
    guessed('any_roles_at_all', { any_roles_at_all: LIST }),
    named('role', { role: LIST }),
    named('authorities', { authorities: LIST }),
    named('app_metadata.roles', { app_metadata: { roles: LIST } }),
    named('realm_access.roles', { realm_access: { roles: LIST } }),
    named('https://example.com/roles', { 'https://example.com/roles': LIST }),
    ...['scope', 'scp', 'scopes'].map((name): Row => ({
      id: 'T84',
      what: `scopes in ${name}`,
      before: 'are scopes of the request',
      now: 'are no part of the user',
      notHere:
        'Scopes belong to access tokens, which stay on the server; the API that gets them reads them.',
      observe: async (stage) => {
        const { signedIn, provider } = await stage.scene();
        provider.misbehaviour = { userInfo: () => ({ sub: 'alice', [name]: 'read:all' }) };
        const { text } = await (await signedIn()).get('/auth/web/me');
        return text.includes('read:all') ? text : 'are no part of the user';
      },
    })),
    {
      id: 'T84',
      what: 'whom a user is known by, where there is no claim for it',
      before: 'issuer and subject in one text, iss|sub',
      now: 'issuer and subject, each for itself',
      differs: 'Two texts in one can be read in two ways.',
      observe: async (stage) => {
        const { signedIn, provider } = await stage.scene();
        const { user } = await (await signedIn()).me();
        const isThem = user?.['iss'] === provider.issuer && user['sub'] === 'alice';
        return isThem ? 'issuer and subject, each for itself' : JSON.stringify(user);
      },
    },
  ],
};
