import { onTestFinished } from 'vitest';
import { startMisbehavingProvider } from '../../server/bff/support/misbehaving-provider.ts';
import { openForTest, temporaryDatabase } from '../../server/database/open.ts';
import { provider } from '../../server/evidence/configuration.ts';
import { misbehaving, outcomeOf, set } from '../support/observe.ts';
import type { Area, Row } from '../support/row.ts';
import type { Stage } from '../support/stage.ts';

type Json = Readonly<Record<string, unknown>>;

const UNTRUSTED = '502 provider-response-invalid';
const PROTECTED = '/auth/web/sessions';
const ALWAYS_401 = '401 Authentication required';
const ONE_NAME = 'One stable name; what to do is on the page of the problem.';

/** What the server makes of somebody about whom UserInfo says this. */
async function userOf(stage: Stage, claims: Json, ini = ''): Promise<Json> {
  const { signedIn, provider: idp } = await stage.scene(ini);
  idp.misbehaviour = { userInfo: () => ({ sub: 'alice', ...claims }) };
  return (await (await signedIn()).me()).user ?? {};
}

const named = (what: string, claims: Json, before: string, now: string): Row => ({
  id: 'T70',
  what,
  before,
  now,
  differs: 'A name that nobody gave is none: pages have words for somebody without a name.',
  observe: async (stage) => {
    const { name } = await userOf(stage, claims);
    return typeof name === 'string' ? name : 'no name';
  },
});

/** A request with this `Authorization`, and no session. */
const authorized =
  (authorization: string | undefined): Row['observe'] =>
  async (stage) => {
    const { visitor } = await stage.scene();
    return outcomeOf(await visitor().get(PROTECTED, { authorization }));
  };

const refusedHeaders = (
  [
    ['no Authorization', undefined],
    ['Authorization: Basic', 'Basic YWxpY2U6c2VjcmV0'],
    ['Authorization: Bearer, alone', 'Bearer'],
    ['Authorization: bearer, in small letters', 'bearer x.y.z'],
  ] as const
).map(([what, authorization]): Row => ({
  id: 'T74',
  what,
  before: ALWAYS_401,
  now: '401 authentication-required',
  differs: ONE_NAME,
  observe: authorized(authorization),
}));

const absent = [
  '/auth/jit/.well-known/openid-configuration',
  '/auth/jit/userinfo',
  '/auth/jit/introspect',
].map((address): Row => ({
  id: 'T77',
  what: address,
  now: '404 not-found',
  observe: async (stage) => outcomeOf(await (await stage.scene()).visitor().get(address)),
}));

export const users: Area = {
  title: 'Who somebody is',
  rows: [
    {
      id: 'T68',
      what: 'a second sign-in of one identity',
      now: 'the same user, with the name of now',
      observe: async (stage) => {
        const [first, second] = [
          await userOf(stage, { name: 'Alice' }),
          await userOf(stage, { name: 'Alice Married' }),
        ];
        const isSame = first['id'] === second['id'] && second['name'] === 'Alice Married';
        return isSame ? 'the same user, with the name of now' : 'somebody else';
      },
    },
    {
      id: 'T69',
      what: 'the same subject at two providers',
      before: 'one user, with the email address of who came last',
      now: 'two users',
      differs:
        'A subject means something at its issuer alone (OpenID Connect Core 1.0, 5.7): anybody with a provider could be anybody.',
      observe: async (stage) => {
        const other = await startMisbehavingProvider();
        onTestFinished(() => other.close());
        const scene = await stage.fresh(
          `${provider(other.issuer, 'other')}\n[oidc]\ndefault_provider = main\n`,
        );
        const first = await scene.signedIn();
        const second = scene.visitor();
        await second.signIn(other, '?provider=other');
        const ids = [first, second].map(async (visitor) => (await visitor.me()).user?.['id']);
        return new Set(await Promise.all(ids)).size === 2 ? 'two users' : 'one user';
      },
    },
    {
      id: 'T70',
      what: 'a name',
      now: 'Jane Public',
      observe: async (stage) => String((await userOf(stage, { name: 'Jane Public' }))['name']),
    },
    {
      id: 'T70',
      what: 'a given name alone, where the settings name that claim',
      now: 'Jane',
      observe: async (stage) => {
        const ini = '[users.claims]\nname = given_name\n';
        return String((await userOf(stage, { given_name: 'Jane' }, ini))['name']);
      },
    },
    named(
      'an email address alone',
      { email: 'jane.q.public@example.test' },
      'Jane Q Public',
      'no name',
    ),
    named('neither', {}, 'User and the end of the subject', 'no name'),
    {
      id: 'T71',
      what: 'an empty subject',
      before: '401 missing required claims',
      now: UNTRUSTED,
      differs: 'It is the provider that is wrong, not the person.',
      observe: (stage) =>
        misbehaving(stage, { claims: set({ sub: '' }), userInfo: set({ sub: '' }) }),
    },
    {
      id: 'T71',
      what: 'an empty issuer',
      before: '401 missing required claims',
      now: UNTRUSTED,
      differs: 'It is the provider that is wrong, not the person.',
      observe: (stage) => misbehaving(stage, { claims: set({ iss: '' }) }),
    },
    {
      id: 'T72',
      what: 'an identity whose user was deleted',
      before: '500',
      now: '303 to /, as a new user',
      differs: 'An identity goes with its user; no half of the two is left.',
      observe: async (stage) => {
        const url = temporaryDatabase();
        const {
          signedIn,
          visitor,
          provider: idp,
        } = await stage.fresh(`[database]\nurl = ${url}\n`);
        const before = (await (await signedIn()).me()).user?.['id'];
        const db = await openForTest(url);
        await db.deleteFrom('users').execute();
        const browser = visitor();
        const answer = await browser.signIn(idp);
        const isNew = (await browser.me()).user?.['id'] !== before;
        return `${outcomeOf(answer)}${isNew ? ', as a new user' : ''}`;
      },
    },
    {
      id: 'T73',
      what: 'why an ID token is not believed',
      before: '401 in words that change, those of the library included',
      now: `${UNTRUSTED}; the reason is in the log alone`,
      differs: 'Whoever tries tokens learns nothing from the answer.',
      observe: async (stage) => {
        const { visitor, provider: idp, log } = await stage.scene();
        idp.misbehaviour = { signature: 'wrong-key' };
        const answer = await visitor().signIn(idp);
        idp.misbehaviour = { claims: set({ azp: 'another' }) };
        const other = await visitor().signIn(idp);
        const isTold = /signature|jws|jwk|azp/iu.test(answer.text + other.text);
        const reasons = [/signature verification failed/iu, /azp is another client/u];
        const isLogged = reasons.every((reason) => reason.test(log()));
        return `${outcomeOf(answer)}; the reason is ${isTold ? 'told' : ''}${isLogged ? 'in the log alone' : ''}`;
      },
    },
    ...refusedHeaders,
    {
      id: 'T75',
      what: 'a session, and an Authorization header that is nonsense',
      now: '200',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        const browser = await signedIn();
        return outcomeOf(await browser.get(PROTECTED, { authorization: 'Bearer x.y.z' }));
      },
    },
    {
      id: 'T76',
      what: 'a path for one scope alone, /auth/jit/protected-scope',
      before: '403 for every session: sessions have no scopes',
      now: '404 not-found',
      notHere:
        'Scopes belong to access tokens, which stay on the server; the API that gets them reads them.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return outcomeOf(await (await signedIn()).get('/auth/jit/protected-scope'));
      },
    },
    {
      id: 'T76',
      what: 'a path for one role alone, with and without it',
      before: '403 and 403: sessions have no roles',
      now: '200 and 403 administrator-required',
      differs: 'What the provider says about roles is part of the user.',
      observe: async (stage) => {
        const { signedIn, provider: idp } = await stage.scene('[users]\nadmin_role = admin\n');
        const outcomes: string[] = [];
        for (const roles of [['admin'], ['editor']]) {
          idp.misbehaviour = { userInfo: set({ roles }) };
          outcomes.push(outcomeOf(await (await signedIn()).get('/admin/users')));
        }
        return outcomes.join(' and ');
      },
    },
    {
      id: 'T76',
      what: 'the roles of a session',
      before: 'none, whatever the provider says',
      now: 'editor, admin',
      differs: 'What the provider says about roles is part of the user.',
      observe: async (stage) =>
        String((await userOf(stage, { roles: ['editor', 'admin'] }))['roles']).replaceAll(
          ',',
          ', ',
        ),
    },
    ...absent,
    {
      id: 'T77',
      what: '/openapi.json and /redoc',
      before: '200, the first one in production too',
      now: '404 not-found, 404 not-found',
      differs: 'A server tells nobody more than it has to.',
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        const answers = [await visitor().get('/openapi.json'), await visitor().get('/redoc')];
        return answers.map(outcomeOf).join(', ');
      },
    },
  ],
};
