import { outcomeOf } from '../support/observe.ts';
import type { Area } from '../support/row.ts';
import type { Stage } from '../support/stage.ts';

const asked = async (stage: Stage): Promise<URLSearchParams> => {
  const { visitor } = await stage.scene();
  const { headers } = await visitor().login();
  return new URL(headers.location ?? '').searchParams;
};

const loginCookie = async (stage: Stage, ini = ''): Promise<string> => {
  const { visitor } = await stage.scene(ini);
  const [line = ''] = (await visitor().login()).headers['set-cookie'] ?? [];
  return line.replace(/-login-[\w-]{12}=[\w.-]+;/u, '-login-TAG=ENCRYPTED;');
};

export const login: Area = {
  title: 'Starting a sign-in',
  rows: [
    {
      id: 'T1',
      what: 'GET /auth/web/login',
      before: '302 to the authorization endpoint',
      now: '303 to the authorization endpoint',
      differs: 'After 303 every browser goes on with GET (RFC 9700, 4.12).',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const { status, headers } = await visitor().login();
        const isThere = headers.location?.startsWith(`${provider.issuer}/authorize?`);
        return `${status} to ${isThere ? 'the authorization endpoint' : headers.location}`;
      },
    },
    {
      id: 'T1',
      what: 'what the redirect asks for',
      now: 'client_id, code_challenge, code_challenge_method=S256, nonce, redirect_uri, response_type=code, scope, state',
      observe: async (stage) =>
        [...(await asked(stage))]
          .map(([name, value]) => (/^(?:S256|code)$/u.test(value) ? `${name}=${value}` : name))
          .toSorted()
          .join(', '),
    },
    {
      id: 'T2',
      what: 'the cookie of a sign-in',
      before: 'auth_session_id=ID; HttpOnly; Max-Age=600; Path=/; SameSite=lax',
      now: 'session-login-TAG=ENCRYPTED; Max-Age=4200; Path=/; HttpOnly; SameSite=Lax',
      differs:
        'Each sign-in has a cookie of its own: two tabs do not disturb each other, and nothing is stored for people who only ask.',
      observe: (stage) => loginCookie(stage),
    },
    {
      id: 'T2',
      what: 'the cookie of a sign-in over HTTPS',
      before: 'auth_session_id=ID; HttpOnly; Max-Age=600; Path=/; SameSite=lax; Secure',
      now: '__Host-session-login-TAG=ENCRYPTED; Max-Age=4200; Path=/; HttpOnly; Secure; SameSite=Lax',
      differs: 'With the prefix no sibling host can set it.',
      observe: (stage) =>
        loginCookie(
          stage,
          '[app]\npublic_url = https://app.example.com\ntrusted_proxies[] = 127.0.0.0/8\n',
        ),
    },
    {
      id: 'T3',
      what: 'state, nonce and PKCE challenge',
      now: '43 characters each, other ones at each sign-in',
      observe: async (stage) => {
        const values = [await asked(stage), await asked(stage)].flatMap((parameters) =>
          ['state', 'nonce', 'code_challenge'].map((name) => parameters.get(name) ?? ''),
        );
        const lengths = new Set(values.map(({ length }) => length));
        const isFresh = new Set(values).size === values.length;
        return `${[...lengths].join()} characters each, ${isFresh ? 'other ones' : 'the same'} at each sign-in`;
      },
    },
    {
      id: 'T3',
      what: 'where state, nonce and verifier are kept',
      before: 'in the store, under the value of the cookie',
      now: 'in the cookie, where nobody can read them',
      differs: 'There is nothing to fill up by asking to sign in again and again.',
      observe: async (stage) => {
        const { visitor, running } = await stage.scene();
        const browser = visitor();
        const { headers } = await browser.login();
        const cookie = [...browser.cookies.values()].join();
        const decoded = Buffer.from(cookie, 'base64url').toString('latin1');
        const { searchParams } = new URL(headers.location ?? '');
        const secrets = [...searchParams.values(), running.url];
        const isReadable = secrets.some((text) => cookie.includes(text) || decoded.includes(text));
        return `in the cookie, where ${isReadable ? 'anybody' : 'nobody'} can read them`;
      },
    },
    {
      id: 'T4',
      what: 'an unknown provider',
      before: '400 Unknown provider: NAME',
      now: '400 unknown-provider',
      differs: 'What was sent is not repeated in the answer.',
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        const answer = await visitor().login('?provider=%3Cscript%3E');
        return outcomeOf(answer) + (answer.text.includes('script>') ? ', repeated' : '');
      },
    },
    {
      id: 'T5',
      what: 'the provider has never answered',
      before: '302 to a provider that does not answer',
      now: '503 provider-unavailable',
      differs: 'People read what is wrong, with Retry-After, in place of an error of the browser.',
      observe: async (stage) => {
        const { visitor, provider } = await stage.fresh();
        await provider.close();
        const answer = await visitor().login();
        return outcomeOf(answer) + (answer.headers['retry-after'] === undefined ? ', at once' : '');
      },
    },
    {
      id: 'T5',
      what: 'the provider has answered before and is away now',
      now: 'to the provider',
      observe: async (stage) => {
        const { visitor, provider } = await stage.fresh();
        await visitor().login();
        await provider.close();
        const { status } = await visitor().login();
        return status === 303 ? 'to the provider' : String(status);
      },
    },
  ],
};
