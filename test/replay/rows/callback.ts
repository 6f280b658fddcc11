import { misbehaving, outcomeOf, set, signInOutcome } from '../support/observe.ts';
import type { Area, Row } from '../support/row.ts';

const A_REASON =
  'A sign-in that failed says why, by a page or a problem with a stable name; it leads nowhere.';

const response =
  (change: (parameters: URLSearchParams) => void): Row['observe'] =>
  (stage) =>
    misbehaving(stage, { response: change });

const refused = (parameters: URLSearchParams): void => {
  parameters.delete('code');
  parameters.set('error', 'access_denied');
};

export const callback: Area = {
  title: 'Coming back from the provider',
  rows: [
    {
      id: 'T6',
      what: 'the way back',
      before: '302 to /dashboard, user_session_id is set',
      now: '303 to /dashboard, session is set, the cookie of the sign-in is gone',
      differs: 'After 303 every browser goes on with GET (RFC 9700, 4.12).',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const browser = visitor();
        const answer = await browser.signIn(provider, '?return_to=/dashboard');
        const names = [...browser.cookies.keys()];
        const isClean = names.join() === 'session';
        return `${outcomeOf(answer)}, ${isClean ? 'session is set, the cookie of the sign-in is gone' : names.join()}`;
      },
    },
    {
      id: 'T6',
      what: 'the session cookie',
      before: 'user_session_id=ID; HttpOnly; Max-Age=3600; Path=/; SameSite=lax',
      now: 'session=ID; Path=/; HttpOnly; SameSite=Strict',
      differs:
        'Requests that other sites start come without it, and it goes when the browser closes; the server knows when the session ends.',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const { headers } = await visitor().signIn(provider);
        const line = headers['set-cookie']?.find((text) => text.startsWith('session=')) ?? '';
        return line.replace(/=[\w.-]+;/u, '=ID;');
      },
    },
    {
      id: 'T7',
      what: 'without the cookie of a sign-in',
      now: '400 login-state-invalid',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const path = visitor().callbackOf(await visitor().login(), provider);
        return outcomeOf(await visitor().get(path));
      },
    },
    {
      id: 'T8',
      what: 'another state',
      now: '400 login-state-invalid',
      observe: response((parameters) => parameters.set('state', 'another')),
    },
    {
      id: 'T8',
      what: 'no state',
      now: '400 login-state-invalid',
      observe: response((parameters) => parameters.delete('state')),
    },
    {
      id: 'T9',
      what: 'the provider says access_denied',
      before: '302 to /',
      now: '403 login-rejected',
      differs: A_REASON,
      observe: response(refused),
    },
    {
      id: 'T9',
      what: 'the same, in a browser',
      before: '302 to /, where nothing is',
      now: '403, a page with the reason login-rejected and a way to start again',
      differs: A_REASON,
      observe: async (stage) => {
        const scene = await stage.scene();
        scene.provider.misbehaviour = { response: refused };
        const browser = scene.visitor({ accept: 'text/html' });
        const { status, text } = await browser.signIn(scene.provider);
        const tells = text.includes('login-rejected') && /href="\/auth\/web\/login[?"]/u.test(text);
        return `${status}, a page ${tells ? 'with the reason login-rejected and a way to start again' : ''}`;
      },
    },
    {
      id: 'T10',
      what: 'no code',
      before: '302 to /',
      now: '502 provider-response-invalid',
      differs: A_REASON,
      observe: response((parameters) => parameters.delete('code')),
    },
    {
      id: 'T11',
      what: 'the token endpoint refuses the code',
      before: '302 to /',
      now: '403 login-rejected',
      differs: A_REASON,
      observe: response((parameters) => parameters.set('code', 'unknown')),
    },
    {
      id: 'T11',
      what: 'the token endpoint fails',
      before: '302 to /',
      now: '503 provider-unavailable',
      differs: A_REASON,
      observe: (stage) => misbehaving(stage, { tokenStatus: 500, tokenText: 'no' }),
    },
    {
      id: 'T12',
      what: 'no ID token',
      before: '302 to /',
      now: '502 provider-response-invalid',
      differs: A_REASON,
      observe: (stage) => misbehaving(stage, { token: set({ id_token: undefined }) }),
    },
    {
      id: 'T13',
      what: 'nobody may be added',
      before: '302 to /',
      now: '403 user-not-known',
      differs: A_REASON,
      observe: async (stage) => signInOutcome(await stage.scene('[users]\nprovisioning = deny\n')),
    },
    {
      id: 'T14',
      what: 'a wrong state, and then the right one',
      before: '400, and 400: the wrong one ends the sign-in',
      now: '400 login-state-invalid, and 303 to /',
      differs:
        'A sign-in is found by its state: a response that somebody planted does not touch those that are under way.',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const browser = visitor();
        const right = browser.callbackOf(await browser.login(), provider);
        const wrong = right.replace(/state=[\w-]+/u, 'state=wrong');
        const answers = [await browser.get(wrong), await browser.get(right)];
        return answers.map(outcomeOf).join(', and ');
      },
    },
    {
      id: 'T14',
      what: 'two tabs sign in at the same time',
      before: '400 and 400: the second one replaces the first',
      now: '303 to / and 303 to /',
      differs: 'Each tab has a sign-in of its own.',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const browser = visitor();
        const [one, two] = [await browser.login(), await browser.login()];
        const first = await browser.get(browser.callbackOf(one, provider));
        const second = await browser.get(browser.callbackOf(two, provider));
        return `${outcomeOf(first)} and ${outcomeOf(second)}`;
      },
    },
    {
      id: 'T15',
      what: 'the same response once more',
      now: '400 login-state-invalid',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const browser = visitor();
        const path = browser.callbackOf(await browser.login(), provider);
        const thief = browser.twin();
        await browser.get(path);
        return outcomeOf(await thief.get(path));
      },
    },
    {
      id: 'T16',
      what: 'whose session it is',
      now: "the user's, the same at the next sign-in",
      observe: async (stage) => {
        const { signedIn, provider } = await stage.scene();
        const idOf = async (): Promise<unknown> => (await (await signedIn()).me()).user?.['id'];
        const [first, second] = [await idOf(), await idOf()];
        provider.misbehaviour = {
          claims: set({ sub: 'bob' }),
          userInfo: set({ sub: 'bob' }),
        };
        const other = await idOf();
        const isTheirs = typeof first === 'string' && first === second && first !== other;
        return isTheirs ? "the user's, the same at the next sign-in" : 'somebody';
      },
    },
    {
      id: 'T16',
      what: 'the session that the browser had before',
      before: 'lives on',
      now: 'is over',
      differs: 'Nobody knows of a session that a browser no longer has (ASVS 5.0 7.2.4).',
      observe: async (stage) => {
        const { signedIn, provider } = await stage.scene();
        const browser = await signedIn();
        const before = browser.twin();
        await browser.signIn(provider);
        return (await before.who()) === 'signed in' ? 'lives on' : 'is over';
      },
    },
  ],
};
