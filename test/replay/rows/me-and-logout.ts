import { clearsSession, HTTPS, jsonOf, outcomeOf, set } from '../support/observe.ts';
import type { Area } from '../support/row.ts';
import type { Stage } from '../support/stage.ts';

const NOTHING_TO_DO = 'Whoever wants to be signed out is; there is nothing to fail at.';
const END = '/end-session';

/** The names of a body, those of its objects included. */
const shape = (body: Readonly<Record<string, unknown>>): string =>
  Object.entries(body)
    .map(([name, value]) =>
      typeof value === 'object' && value !== null
        ? `${name} {${Object.keys(value).toSorted().join(', ')}}`
        : name,
    )
    .join(', ');

const withLogoutPage = async (stage: Stage): Promise<URL> => {
  const { signedIn, provider } = await stage.fresh('', {
    discovery: (document) => ({
      ...document,
      end_session_endpoint: `${String(document['issuer'])}${END}`,
    }),
  });
  const { text } = await (await signedIn()).post('/auth/web/logout');
  const { provider_logout_url: url }: { readonly provider_logout_url: string } = JSON.parse(text);
  if (!url.startsWith(provider.issuer + END)) throw new Error(url);
  return new URL(url);
};

export const me: Area = {
  title: 'Who is signed in',
  rows: [
    {
      id: 'T17',
      what: 'GET /auth/web/me with a session',
      before: 'authenticated, user {email, first_name, id, last_name}, csrf_token',
      now: 'authenticated, user {email, id, iss, name, sub}, csrf_token, expires_at',
      differs:
        'Names are not taken apart; who somebody is at the provider and when the session ends is told too.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return shape(jsonOf(await (await signedIn()).get('/auth/web/me')));
      },
    },
    {
      id: 'T18',
      what: 'GET /auth/web/me without one',
      before: '200 {"authenticated":false,"user":null,"csrf_token":null}',
      now: '200 {"authenticated":false,"user":null,"csrf_token":null,"expires_at":null}',
      differs: 'A page can tell when to ask people to sign in again.',
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        const { status, text } = await visitor().get('/auth/web/me');
        return `${status} ${text}`;
      },
    },
    {
      id: 'T18',
      what: 'who may keep the answer',
      before: 'anybody: there is no Cache-Control',
      now: 'no-store',
      differs: 'It holds a CSRF token.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return String((await (await signedIn()).get('/auth/web/me')).headers['cache-control']);
      },
    },
    {
      id: 'T19',
      what: 'a name with </pre><script> on the page about the own session',
      now: 'is escaped',
      observe: async (stage) => {
        const { signedIn, provider } = await stage.scene();
        const name = '</pre><script>alert(1)</script>';
        provider.misbehaviour = { userInfo: set({ name }) };
        const browser = await signedIn({ accept: 'text/html' });
        const { text } = await browser.get('/account', { 'sec-fetch-site': 'none' });
        const isShown = text.includes('&lt;/pre&gt;&lt;script&gt;alert(1)');
        return isShown && !text.includes('<script>alert') ? 'is escaped' : text;
      },
    },
    {
      id: 'T19',
      what: '/auth/web/debug',
      before: '200: the state of the session and its CSRF token in HTML, in production too',
      now: '404 not-found',
      differs: 'What people may see of their session is on /account.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return outcomeOf(await (await signedIn()).get('/auth/web/debug'));
      },
    },
  ],
};

export const logout: Area = {
  title: 'Signing out',
  rows: [
    {
      id: 'T20',
      what: 'POST /auth/web/logout',
      before: '200 Logged out, the cookie is taken away',
      now: '204, the cookie is taken away',
      differs: 'There is nothing to say, unless the provider has a page to sign out on too.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        const answer = await (await signedIn()).post('/auth/web/logout');
        const isGone = clearsSession(answer);
        return outcomeOf(answer) + (isGone ? ', the cookie is taken away' : '');
      },
    },
    {
      id: 'T20',
      what: 'how the cookie is taken away over HTTPS',
      before: 'user_session_id=; Max-Age=0; Path=/; SameSite=lax',
      now: '__Host-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
      differs:
        'Browsers refuse a cookie with the prefix without these attributes, even an empty one.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene(HTTPS);
        const { headers } = await (await signedIn()).post('/auth/web/logout');
        return String(headers['set-cookie']);
      },
    },
    {
      id: 'T21',
      what: 'provider_logout_url',
      before: 'end_session_endpoint with client_id, post_logout_redirect_uri=/auth/web/debug',
      now: 'end_session_endpoint with client_id, id_token_hint, post_logout_redirect_uri=PUBLIC_URL/',
      differs:
        'A relative address and no id_token_hint is what providers refuse (RP-Initiated Logout 1.0, 2 and 3).',
      observe: async (stage) => {
        const url = await withLogoutPage(stage);
        const parameters = [...url.searchParams].map(([name, value]) =>
          name === 'post_logout_redirect_uri'
            ? `${name}=${value.replace(/^http:\/\/127\.0\.0\.1:\d+/u, 'PUBLIC_URL')}`
            : name,
        );
        return `end_session_endpoint with ${parameters.toSorted().join(', ')}`;
      },
    },
    {
      id: 'T22',
      what: 'without a session',
      before: '401 No session found',
      now: '204',
      differs: NOTHING_TO_DO,
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        return outcomeOf(await visitor().post('/auth/web/logout'));
      },
    },
    {
      id: 'T23',
      what: 'with the cookie of a session that is over',
      before: '200 Logged out, the cookie is taken away',
      now: '204, the cookie is taken away',
      differs: NOTHING_TO_DO,
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        const browser = await signedIn();
        const stale = browser.twin();
        await browser.post('/auth/web/logout');
        const { origin } = await stage.scene();
        const answer = await stale.send('POST', '/auth/web/logout', { origin });
        return outcomeOf(answer) + (clearsSession(answer) ? ', the cookie is taken away' : '');
      },
    },
    {
      id: 'T24',
      what: 'a copied cookie afterwards',
      now: 'not signed in',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        const browser = await signedIn();
        const thief = browser.twin();
        await browser.post('/auth/web/logout');
        return thief.who();
      },
    },
    {
      id: 'T24',
      what: 'signing out by a link',
      now: '405 method-not-allowed',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return outcomeOf(await (await signedIn()).get('/auth/web/logout'));
      },
    },
    {
      id: 'T24',
      what: 'the refresh token at the provider',
      before: 'stays good',
      now: 'is revoked',
      differs: 'What is not needed any more is worth nothing to a thief either (RFC 7009).',
      observe: async (stage) => {
        const { signedIn, provider } = await stage.fresh();
        const revoked = new Promise<void>((resolve) => {
          provider.beforeRevocation = async () => resolve();
        });
        await (await signedIn()).post('/auth/web/logout');
        await revoked;
        const [form] = provider.revocations;
        return form?.get('token')?.startsWith('refresh-token') === true
          ? 'is revoked'
          : 'stays good';
      },
    },
  ],
};
