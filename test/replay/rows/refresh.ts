import type { Misbehaviour } from '../../server/bff/support/misbehaving-provider.ts';
import { clearsSession, outcomeOf, set } from '../support/observe.ts';
import type { Area } from '../support/row.ts';
import type { Scene, Stage } from '../support/stage.ts';
import type { Visitor } from '../support/visitor.ts';

const REFRESH = '/auth/web/refresh';
/** Seconds after which the access token of the tests is over. */
const OVER = 301;
const ROTATES =
  'The session gets a new id whatever the provider allows; its tokens are renewed when they are due.';

const renewals = ({ provider }: Scene): number =>
  provider.tokenRequests.filter(({ form }) => form.get('grant_type') === 'refresh_token').length;

/** Somebody refreshes so many seconds after the sign-in; then says what came of it and of the session. */
async function refreshAfter(
  scene: Scene,
  seconds: number,
  misbehaviour: Misbehaviour = {},
): Promise<string> {
  const browser = await scene.signedIn();
  scene.clock.advance(seconds);
  scene.provider.misbehaviour = misbehaviour;
  const answer = await browser.post(REFRESH);
  const cookie = clearsSession(answer) ? 'the cookie is taken away' : 'the cookie stays';
  return `${outcomeOf(answer)}, ${cookie}, ${await browser.who()}`;
}

async function rotated(
  stage: Stage,
): Promise<{ readonly scene: Scene; readonly browser: Visitor; readonly old: Visitor }> {
  const scene = await stage.fresh();
  const browser = await scene.signedIn();
  const old = browser.twin();
  await browser.post(REFRESH);
  return { scene, browser, old };
}

export const refresh: Area = {
  title: 'Renewing a session',
  rows: [
    {
      id: 'T25',
      what: 'POST /auth/web/refresh while refresh tokens are turned off',
      before: '404 Refresh tokens are disabled',
      now: '200, 0 token requests',
      differs: ROTATES,
      observe: async (stage) => {
        const scene = await stage.fresh('[oidc]\nrefresh_tokens = false\n');
        const browser = await scene.signedIn();
        scene.clock.advance(OVER);
        return `${outcomeOf(await browser.post(REFRESH))}, ${renewals(scene)} token requests`;
      },
    },
    {
      id: 'T26',
      what: 'without a session',
      now: '401 authentication-required',
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        return outcomeOf(await visitor().post(REFRESH));
      },
    },
    {
      id: 'T27',
      what: 'with the cookie of a session that is over',
      now: '401 authentication-required, the cookie is taken away',
      observe: async (stage) => {
        const { signedIn, origin } = await stage.scene();
        const browser = await signedIn();
        const stale = browser.twin();
        await browser.post('/auth/web/logout');
        const answer = await stale.send('POST', REFRESH, { origin });
        return outcomeOf(answer) + (clearsSession(answer) ? ', the cookie is taken away' : '');
      },
    },
    {
      id: 'T28',
      what: 'the token endpoint fails, and the access token is over',
      before: '401, the cookie is taken away, not signed in',
      now: '503 provider-unavailable, the cookie stays, signed in',
      differs: 'A failure that passes signs nobody out.',
      observe: async (stage) =>
        refreshAfter(await stage.fresh(), OVER, { tokenStatus: 500, tokenText: 'no' }),
    },
    {
      id: 'T28',
      what: 'the token endpoint fails, and the access token still holds',
      before: '401, the cookie is taken away, not signed in',
      now: '200, the cookie stays, signed in',
      differs: 'A failure that passes signs nobody out.',
      observe: async (stage) =>
        refreshAfter(await stage.fresh(), 270, { tokenStatus: 500, tokenText: 'no' }),
    },
    {
      id: 'T29',
      what: 'a refresh',
      now: '200, another cookie, another csrf_token',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        const browser = await signedIn();
        const [cookie, { csrf_token: token }] = [
          browser.cookies.get('session'),
          await browser.me(),
        ];
        const answer = await browser.post(REFRESH);
        const body: { readonly csrf_token: string } = JSON.parse(answer.text);
        const news = [
          ...(browser.cookies.get('session') === cookie ? [] : ['another cookie']),
          ...(body.csrf_token === token ? [] : ['another csrf_token']),
        ];
        return [outcomeOf(answer), ...news].join(', ');
      },
    },
    {
      id: 'T30',
      what: 'the id before, at once',
      before: 'not signed in',
      now: 'signed in, with the successor',
      differs: 'Requests that are sent at the same time all succeed.',
      observe: async (stage) => {
        const { browser, old } = await rotated(stage);
        const who = await old.who();
        const isSame = old.cookies.get('session') === browser.cookies.get('session');
        return isSame ? `${who}, with the successor` : who;
      },
    },
    {
      id: 'T30',
      what: 'the id before, after its grace',
      before: 'not signed in',
      now: 'not signed in, and neither is who has the successor',
      differs: 'One of the two is a thief, and nobody can tell which.',
      observe: async (stage) => {
        const { scene, browser, old } = await rotated(stage);
        await browser.who();
        scene.clock.advance(31);
        const who = await old.who();
        const both = (await browser.who()) === 'not signed in';
        return both ? `${who}, and neither is who has the successor` : who;
      },
    },
    {
      id: 'T30',
      what: 'tokens that are due',
      now: 'are renewed, by 1 token request',
      observe: async (stage) => {
        const scene = await stage.fresh();
        const browser = await scene.signedIn();
        scene.clock.advance(OVER);
        await browser.post(REFRESH);
        return `are renewed, by ${renewals(scene)} token request`;
      },
    },
    {
      id: 'T30',
      what: 'three refreshes at the same time',
      before: '3 token requests with one refresh token, and 3 live sessions',
      now: '200, 200, 200, 1 token request, 1 session',
      differs: 'One asks the provider, and all of them get the same successor.',
      observe: async (stage) => {
        const scene = await stage.fresh();
        const browser = await scene.signedIn();
        scene.clock.advance(OVER);
        const { csrf_token: token } = await browser.me();
        const headers = { origin: scene.origin, 'x-csrf-token': token ?? '' };
        const twins = [browser.twin(), browser.twin(), browser.twin()];
        const answers = await Promise.all(twins.map((twin) => twin.send('POST', REFRESH, headers)));
        const statuses = answers.map(outcomeOf).join(', ');
        const { text } = await browser.get('/auth/web/sessions');
        const { sessions }: { readonly sessions: readonly unknown[] } = JSON.parse(text);
        return `${statuses}, ${renewals(scene)} token request, ${sessions.length} session`;
      },
    },
    {
      id: 'T31',
      what: 'where refresh tokens are turned off, what is sent to the provider',
      before: 'an error',
      now: '0 token requests, signed in',
      differs: ROTATES,
      observe: async (stage) => {
        const scene = await stage.fresh('[oidc]\nrefresh_tokens = false\n');
        const browser = await scene.signedIn();
        scene.clock.advance(OVER);
        await browser.post(REFRESH);
        return `${renewals(scene)} token requests, ${await browser.who()}`;
      },
    },
    {
      id: 'T32',
      what: 'a session that is older than the longest lifetime',
      before: 'an error: Refresh token lifetime exceeded',
      now: '401 authentication-required, the cookie is taken away',
      differs: 'The lifetime holds for every request, not for this one alone.',
      observe: async (stage) => {
        const { signedIn, clock, origin } = await stage.fresh(
          '[security.session]\nabsolute_timeout = 60\nidle_timeout = 60\n',
        );
        const browser = await signedIn();
        clock.advance(60);
        const answer = await browser.send('POST', REFRESH, { origin });
        return outcomeOf(answer) + (clearsSession(answer) ? ', the cookie is taken away' : '');
      },
    },
    {
      id: 'T32',
      what: 'how long a busy session lives',
      before: 'as long as the cookie, busy or not',
      now: 'signed in after 25 and 50 minutes, not signed in after 8 hours',
      differs: 'Use keeps a session alive up to the absolute timeout; each of both is a setting.',
      observe: async (stage) => {
        const { signedIn, clock } = await stage.fresh();
        const browser = await signedIn();
        const after = async (minutes: number): Promise<string> => {
          clock.advance(minutes * 60);
          return browser.who();
        };
        const early = [await after(25), await after(25)];
        if (early.join() !== 'signed in,signed in') return early.join();
        for (let minutes = 50; minutes < 455; minutes += 25) await after(25);
        return `signed in after 25 and 50 minutes, ${await after(25)} after 8 hours`;
      },
    },
    {
      id: 'T33',
      what: 'a session that nobody knows',
      now: '401 authentication-required',
      observe: async (stage) => {
        const { signedIn, origin } = await stage.scene();
        const browser = await signedIn();
        const { signedIn: elsewhere } = await stage.fresh();
        const id = (await elsewhere()).cookies.get('session') ?? '';
        browser.cookies.set('session', id);
        return outcomeOf(await browser.send('POST', REFRESH, { origin }));
      },
    },
    {
      id: 'T34',
      what: 'the provider gave no refresh token',
      before: 'an error',
      now: '200, the cookie stays, signed in',
      differs: ROTATES,
      observe: async (stage) =>
        refreshAfter(await stage.fresh('', { token: set({ refresh_token: undefined }) }), OVER),
    },
    {
      id: 'T35',
      what: 'the provider refuses the refresh token',
      before: '401 Session refresh failed, the cookie is taken away, not signed in',
      now: '401 provider-session-ended, the cookie is taken away, not signed in',
      differs: 'The answer says why.',
      observe: async (stage) => {
        const scene = await stage.fresh();
        const browser = await scene.signedIn();
        scene.provider.forgetRefreshTokens();
        scene.clock.advance(OVER);
        const answer = await browser.post(REFRESH);
        const cookie = clearsSession(answer) ? 'the cookie is taken away' : 'the cookie stays';
        return `${outcomeOf(answer)}, ${cookie}, ${await browser.who()}`;
      },
    },
  ],
};
