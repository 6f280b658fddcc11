import { startUpstream } from '../../server/proxy/support.ts';
import type { Misbehaviour } from '../../server/bff/support/misbehaving-provider.ts';
import {
  inSeconds,
  misbehaving,
  misbehavingFromStart,
  set,
  signInOutcome,
} from '../support/observe.ts';
import type { Area, Row } from '../support/row.ts';

const ACCEPTED = '303 to /';
const REFUSED = '502 provider-response-invalid';
const AWAY = '503 provider-unavailable';
const WHOSE_FAULT = 'It is the provider that is wrong, not the person: the answer says so.';
const ONE_CLIENT = 'A token for another client is none for this one, whoever else it is for.';
const NO_LEAK = 'Nothing of what the provider or the library says gets into an answer.';

interface Case {
  readonly what: string;
  readonly misbehaviour: Misbehaviour;
  readonly before?: string;
  readonly now?: string;
  readonly differs?: string;
}

const rowOf =
  (id: Row['id'], attempt: typeof misbehaving = misbehaving) =>
  ({ what, misbehaviour, before, now = REFUSED, differs = WHOSE_FAULT }: Case): Row => {
    const row = {
      id,
      what,
      now,
      observe: (stage: Parameters<Row['observe']>[0]) => attempt(stage, misbehaviour),
    };
    return before === undefined ? row : { ...row, before, differs };
  };

/** Refused before and now, in other words. */
const refused = (what: string, misbehaviour: Misbehaviour): Case => ({
  what,
  misbehaviour,
  before: '401',
});

const accepted = (what: string, misbehaviour: Misbehaviour): Case => ({
  what,
  misbehaviour,
  now: ACCEPTED,
});

const claims = (changes: object): Misbehaviour => ({ claims: set(changes) });
const at = (name: string, offset: number): Misbehaviour => ({
  claims: (honest) => ({ ...honest, [name]: inSeconds(offset) }),
});
const token = (text: string): Misbehaviour => ({ token: set({ id_token: text }) });

const KEYS: readonly Case[] = [
  { what: 'an empty key set', misbehaviour: { jwks: set({ keys: [] }) }, before: '401' },
  { what: 'a key set that is none', misbehaviour: { jwks: () => ({ x: 1 }) }, before: '401' },
  {
    what: 'no jwks_uri',
    misbehaviour: { discovery: set({ jwks_uri: undefined }) },
    before: '401',
  },
  {
    what: 'the key set fails',
    misbehaviour: { jwksStatus: 500 },
    before: '500 Failed to fetch JWKS: the exception',
    now: AWAY,
    differs: NO_LEAK,
  },
];

const MALFORMED = [
  'not-a-jwt',
  'only.one-dot',
  'too.many.dots.here',
  'header.payload.',
  '.payload.signature',
  'header..signature',
  '!!!.payload.signature',
  'header.!!!.signature',
  'header.payload.!!!',
  `${Buffer.from('{not json').toString('base64url')}.e30.c2ln`,
];

const AZP: readonly Case[] = [
  {
    what: 'two other audiences, and azp is this client',
    misbehaviour: claims({ aud: ['api', 'account'], azp: 'lockstep' }),
    before: ACCEPTED,
    differs: ONE_CLIENT,
  },
  {
    what: 'this client and another audience, and azp is the other one',
    misbehaviour: claims({ aud: ['lockstep', 'api'], azp: 'api' }),
    before: ACCEPTED,
    differs: ONE_CLIENT,
  },
  {
    what: 'this client and another audience, and azp is this client',
    misbehaviour: claims({ aud: ['lockstep', 'api'], azp: 'lockstep' }),
    before: ACCEPTED,
    differs: 'Who else may have it has to be known: `trusted_audiences` names them.',
  },
  refused('two audiences, and azp is neither', claims({ aud: ['lockstep', 'api'], azp: 'x' })),
  refused('two audiences, and no azp', claims({ aud: ['lockstep', 'api'] })),
  accepted('one audience, and azp is this client', claims({ azp: 'lockstep' })),
  refused('one audience, and azp is another client', claims({ azp: 'x' })),
];

const TIMES: readonly Case[] = [
  refused('another audience', claims({ aud: 'somebody-else' })),
  {
    what: 'the audience of an API of this server, api://default',
    misbehaviour: claims({ aud: 'api://default' }),
    before: ACCEPTED,
    differs: ONE_CLIENT,
  },
  refused('expired for two minutes', at('exp', -120)),
  accepted('expired for 20 seconds', at('exp', -20)),
  refused('not valid before ten minutes from now', at('nbf', 600)),
  {
    what: 'no exp',
    misbehaviour: claims({ exp: undefined }),
    before: ACCEPTED,
    differs: 'A token without an end is one for ever.',
  },
  {
    what: 'no iat',
    misbehaviour: claims({ iat: undefined }),
    before: ACCEPTED,
    differs: 'It is required (OpenID Connect Core 1.0, 2).',
  },
  {
    what: 'another access token than at_hash says',
    misbehaviour: claims({ at_hash: 'x' }),
    before: ACCEPTED,
    differs: 'Both tokens belong together, or one of them was exchanged.',
  },
];

const ALGORITHMS: readonly Case[] = [
  refused('no signature', { signature: 'none' }),
  refused('HS256 with the client secret', { signature: 'secret' }),
  refused('HS256 with the published key as the secret', { signature: 'public-key-as-secret' }),
];

export const idToken: Area = {
  title: 'What is believed of an ID token',
  rows: [
    rowOf('T78')(refused('a signature by another key', { signature: 'wrong-key' })),
    rowOf('T78')({
      what: 'an issuer that nobody configured, signed with a secret of this server',
      misbehaviour: { claims: set({ iss: 'anything' }), signature: 'secret' },
      before: 'accepted as a token of its own, as any user with any role',
      differs: 'There is one issuer for each provider, and no secret key verifies anything.',
    }),
    rowOf('T79')(refused('an unknown kid', { header: { kid: 'unknown' } })),
    ...KEYS.map(rowOf('T79', misbehavingFromStart)),
    {
      id: 'T79',
      what: 'the key set is a web page',
      before: '500 Failed to fetch JWKS: the exception',
      now: REFUSED,
      differs: NO_LEAK,
      observe: async (stage) => {
        const page = await startUpstream((_request, response) => void response.end('<html>'));
        return misbehavingFromStart(stage, { discovery: set({ jwks_uri: page.url }) });
      },
    },
    {
      id: 'T79',
      what: 'the key set cannot be reached',
      before: '500 Failed to fetch JWKS: the exception',
      now: AWAY,
      differs: NO_LEAK,
      observe: async (stage) => {
        const gone = await startUpstream();
        gone.server.close();
        return misbehavingFromStart(stage, { discovery: set({ jwks_uri: gone.url }) });
      },
    },
    {
      id: 'T79',
      what: 'two sign-ins, and the key set',
      now: 'is asked for once',
      observe: async (stage) => {
        const scene = await stage.fresh();
        await signInOutcome(scene);
        await signInOutcome(scene);
        const asked = scene.provider.requests.filter((path) => path === '/jwks');
        return asked.length === 1 ? 'is asked for once' : `is asked for ${asked.length} times`;
      },
    },
    {
      id: 'T79',
      what: 'five tokens with unknown kids, and the key set',
      before: 'is asked for once more by each of them',
      now: 'is asked for once more',
      differs: 'Nobody makes this server ask somebody else without end.',
      observe: async (stage) => {
        const scene = await stage.fresh();
        await signInOutcome(scene);
        scene.provider.misbehaviour = { header: { kid: 'unknown' } };
        for (let round = 0; round < 5; round += 1) await signInOutcome(scene);
        const asked = scene.provider.requests.filter((path) => path === '/jwks').length - 1;
        return asked === 1 ? 'is asked for once more' : `is asked for ${asked} times more`;
      },
    },
    ...TIMES.map(rowOf('T80')),
    rowOf('T81')(refused('an empty token', token(''))),
    ...MALFORMED.map((text) => rowOf('T81')(refused(`the token \`${text}\``, token(text)))),
    ...ALGORITHMS.map(rowOf('T82')),
    {
      id: 'T82',
      what: 'an algorithm that the settings leave out',
      before: '401 Disallowed JWT algorithm',
      now: REFUSED,
      differs: WHOSE_FAULT,
      observe: (stage) =>
        misbehavingFromStart(stage, {}, '[oidc.providers.main]\nid_token_algorithms[] = RS256\n'),
    },
    ...AZP.map(rowOf('T83')),
    {
      id: 'T83',
      what: 'this client and an audience that the settings trust, and azp is this client',
      now: ACCEPTED,
      observe: (stage) =>
        misbehavingFromStart(
          stage,
          claims({ aud: ['lockstep', 'api'], azp: 'lockstep' }),
          '[oidc.providers.main]\ntrusted_audiences[] = api\n',
        ),
    },
  ],
};
