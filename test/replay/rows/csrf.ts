import { outcomeOf } from '../support/observe.ts';
import type { Area, Row } from '../support/row.ts';
import type { Stage } from '../support/stage.ts';

type Headers = Readonly<Record<string, string | undefined>>;

const HOUR = 60 * 60;
const REFRESH = '/auth/web/refresh';
const INVALID = '403 Invalid CSRF token';
const STABLE_NAME = 'One stable name for each reason; the words around it may change.';

const sent =
  (token: string | undefined): Row['observe'] =>
  async (stage) => {
    const { signedIn } = await stage.scene();
    return outcomeOf(await (await signedIn()).post(REFRESH, { 'x-csrf-token': token }));
  };

const garbage = (
  [
    ['T51', 'garbage', INVALID],
    ['T53', 'invalid', INVALID],
    ['T53', 'no-colon', INVALID],
    ['T53', '498699:42642f', INVALID],
    ['T53', '498699:caf\u00E9', '500'],
  ] as const
).map(([id, token, before]): Row => ({
  id,
  what: `the token \`${token}\``,
  before,
  now: '403 csrf-token-invalid',
  differs: STABLE_NAME,
  observe: sent(token),
}));

/** A token of so many hours at a server that accepts them for so many. */
const aged = (
  hours: number,
  accepted: number,
  before: string,
  now: string,
  differs?: string,
): Row => {
  const row = {
    id: 'T54' as const,
    what: `a token of ${hours} hours, where ${accepted} are accepted`,
    now,
    observe: async (stage: Stage): Promise<string> => {
      const { signedIn, clock, origin } = await stage.scene(
        `[security.csrf]\nmax_age = ${accepted}h\n[security.session]\nidle_timeout = 4d\nabsolute_timeout = 4d\nrotation_interval = 0\n`,
      );
      const browser = await signedIn();
      const { csrf_token: token } = await browser.me();
      clock.advance(hours * HOUR);
      const headers: Headers = { origin, 'x-csrf-token': token ?? '' };
      const answer = await browser.send('POST', '/auth/web/logout', headers);
      clock.advance(-hours * HOUR);
      return outcomeOf(answer);
    },
  };
  return differs === undefined ? row : { ...row, before, differs };
};

const TOLD_APART = 'An old token is told from a wrong one: a page knows that a fresh one helps.';

export const csrf: Area = {
  title: 'CSRF tokens',
  rows: [
    {
      id: 'T48',
      what: 'GET without a token',
      now: '200',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return outcomeOf(await (await signedIn()).get('/auth/web/sessions'));
      },
    },
    {
      id: 'T49',
      what: 'no token',
      before: '403 Missing CSRF token header',
      now: '403 csrf-token-missing',
      differs: STABLE_NAME,
      observe: sent(undefined),
    },
    {
      id: 'T50',
      what: 'a token, and no session',
      before: '401 No session found',
      now: '401 authentication-required',
      differs: STABLE_NAME,
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        return outcomeOf(await visitor().post(REFRESH, { 'x-csrf-token': 'token' }));
      },
    },
    ...garbage,
    {
      id: 'T52',
      what: 'the token of /auth/web/me',
      now: '200',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return outcomeOf(await (await signedIn()).post(REFRESH));
      },
    },
    {
      id: 'T53',
      what: 'the token of another session',
      before: INVALID,
      now: '403 csrf-token-invalid',
      differs: STABLE_NAME,
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        const { csrf_token: token } = await (await signedIn()).me();
        const headers = { 'x-csrf-token': token ?? '' };
        return outcomeOf(await (await signedIn()).post(REFRESH, headers));
      },
    },
    {
      id: 'T53',
      what: 'an empty token',
      before: INVALID,
      now: '403 csrf-token-missing',
      differs: STABLE_NAME,
      observe: sent(''),
    },
    {
      id: 'T53',
      what: 'the token of before a sign-out, at the next session',
      before: INVALID,
      now: '403 csrf-token-invalid',
      differs: STABLE_NAME,
      observe: async (stage) => {
        const { signedIn, provider } = await stage.scene();
        const browser = await signedIn();
        const { csrf_token: token } = await browser.me();
        await browser.post('/auth/web/logout');
        await browser.signIn(provider);
        return outcomeOf(await browser.post(REFRESH, { 'x-csrf-token': token ?? '' }));
      },
    },
    aged(25, 24, INVALID, '403 csrf-token-expired', TOLD_APART),
    aged(2, 1, INVALID, '403 csrf-token-expired', TOLD_APART),
    aged(2, 3, '', '204'),
    aged(
      12,
      12,
      'passes: hours were counted, up to 12:59:59',
      '403 csrf-token-expired',
      'Twelve hours are twelve hours.',
    ),
    {
      id: 'T54',
      what: 'a token of a thousand hours ahead',
      before: 'passes',
      now: 'made by nobody else, 204',
      differs: 'The time in a token is signed: only this server writes it.',
      observe: async (stage) => {
        const { signedIn, origin } = await stage.scene();
        const browser = await signedIn();
        const { csrf_token: token } = await browser.me();
        const [time = '', ...rest] = (token ?? '').split('.');
        const later = (Number.parseInt(time, 36) + 1000 * HOUR * 1000).toString(36);
        const forged: Headers = { origin, 'x-csrf-token': [later, ...rest].join('.') };
        const genuine: Headers = { origin, 'x-csrf-token': token ?? '' };
        const refused = outcomeOf(await browser.send('POST', '/auth/web/logout', forged));
        const taken = outcomeOf(await browser.send('POST', '/auth/web/logout', genuine));
        return refused === '403 csrf-token-invalid' ? `made by nobody else, ${taken}` : refused;
      },
    },
    {
      id: 'T55',
      what: 'two tokens of one hour',
      before: 'are the same',
      now: 'differ, and both are good',
      differs:
        'What differs each time cannot be guessed from the length of a compressed page (BREACH).',
      observe: async (stage) => {
        const { signedIn } = await stage.scene('[security.session]\nrotation_grace = 30\n');
        const browser = await signedIn();
        const [one, two] = [(await browser.me()).csrf_token, (await browser.me()).csrf_token];
        const answers = [
          await browser.post(REFRESH, { 'x-csrf-token': one ?? '' }),
          await browser.post(REFRESH, { 'x-csrf-token': two ?? '' }),
        ];
        const areGood = answers.every(({ status }) => status === 200);
        return `${one === two ? 'are the same' : 'differ'}, ${areGood ? 'and both are good' : answers.map(outcomeOf).join()}`;
      },
    },
  ],
};
