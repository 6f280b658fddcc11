import { RedisServer } from '../../server/redis/redis-server.ts';
import { VARIABLES } from '../../server/evidence/configuration.ts';
import { set, signInOutcome } from '../support/observe.ts';
import type { Area } from '../support/row.ts';

const OLD_KEY = 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1A';
const NEW_KEY = 'Wm3tYb8sLq0RzKd5Ho2NvFx7Jc4PgUa9Ei6TuQw1XyM';

const keys = (...all: readonly string[]): string =>
  ['[security]', ...all.map((key) => `secret_keys[] = ${key}`), ''].join('\n');

/** What is not in the list of behaviours, and was weak there. */
export const weakSpots: Area = {
  title: 'Weak spots',
  rows: [
    {
      id: 'A3',
      what: 'tokens of the provider and secrets, in answers and in the log',
      before: 'the client secret is logged, and so is the password of the store',
      now: 'in none',
      differs: 'They stay on the server, and are printed nowhere.',
      observe: async (stage) => {
        const { visitor, provider, clock, log } = await stage.fresh();
        const browser = visitor();
        const signedIn = await browser.signIn(provider);
        clock.advance(301);
        const answers = [
          signedIn,
          await browser.post('/auth/web/refresh'),
          await browser.get('/auth/web/me'),
          await browser.get('/auth/web/sessions'),
          await browser.get('/account', { accept: 'text/html', 'sec-fetch-site': 'none' }),
          await browser.get('/.well-known/lockstep'),
        ];
        const cookies = [...browser.cookies.values()];
        const said = answers.map(({ headers, text }) => JSON.stringify(headers) + text).join();
        const secrets = ['-that-nobody-may-see', ...Object.values(VARIABLES)];
        const isTold = secrets.some((secret) => (said + log()).includes(secret));
        const isLogged = cookies.some((cookie) => log().includes(cookie));
        const areAll = answers.every(({ status }) => status < 400);
        return isTold || isLogged || !areAll ? 'in some' : 'in none';
      },
    },
    {
      id: 'A13',
      what: 'a response in the name of another provider (iss)',
      before: 'is not looked at',
      now: '502 provider-response-invalid',
      differs: 'It is how one provider is mixed up with another (RFC 9207).',
      observe: async (stage) => {
        const scene = await stage.scene();
        scene.provider.misbehaviour = {
          response: (parameters) => parameters.set('iss', 'https://other.example'),
        };
        return signInOutcome(scene);
      },
    },
    {
      id: 'A14',
      what: 'a provider whose issuer ends in a slash',
      before: 'can sign nobody in: the slash was cut off on one side',
      now: '303 to /',
      differs: 'Issuers are compared as they are written (OpenID Connect Discovery 1.0, 4.3).',
      observe: async (stage) => {
        const scene = await stage.fresh();
        const { issuer } = scene.provider;
        const slashed = `${issuer}/`;
        const other = await stage.fresh(`[oidc.providers.main]\nissuer = ${slashed}\n`);
        scene.provider.misbehaviour = {
          discovery: set({ issuer: slashed }),
          claims: set({ iss: slashed }),
          response: (parameters) => parameters.set('iss', slashed),
        };
        return signInOutcome({ ...other, provider: scene.provider });
      },
    },
    {
      id: 'A16',
      what: 'fifty sign-ins that nobody finishes, in Redis',
      before: '50 entries, for ten minutes each',
      now: '0 entries',
      differs: 'Whoever only asks leaves nothing behind.',
      observe: async (stage) => {
        const redis = await stage.redis();
        const { visitor } = await stage.fresh(
          `[redis]\nurl = ${redis.url}\nkey_prefix = unfinished:\n`,
        );
        await Promise.all(Array.from({ length: 50 }, () => visitor().login()));
        const found = await redis.ask((client) => client.keys('unfinished:*'));
        return `${found.length} entries`;
      },
    },
    {
      id: 'B13',
      what: 'X-Request-ID, as the client sends it',
      before: 'is repeated in the answer and in the log, whatever it is',
      now: 'is in neither',
      differs: 'The server names requests itself: a name that others choose can be anything.',
      observe: async (stage) => {
        const { visitor, log } = await stage.scene();
        const name = `<b>${'A'.repeat(300)}`;
        const { headers, text } = await visitor().get('/nowhere', { 'x-request-id': name });
        const said = JSON.stringify(headers) + text + log();
        return said.includes('AAAA') ? said : 'is in neither';
      },
    },
    {
      id: 'C2',
      what: 'what the log has of attacks',
      before: 'nothing: no line for state, fingerprint, CSRF or origin',
      now: 'authn_login_fail, malicious_csrf, session_hijack_suspected, session_replay_detected',
      differs: 'What nobody is told of, nobody looks into.',
      observe: async (stage) => {
        const { signedIn, visitor, clock, log } = await stage.fresh();
        await visitor().get('/auth/web/callback?state=planted&code=planted');
        const browser = await signedIn();
        await browser.post('/auth/web/logout', { origin: 'https://evil.example' });
        const old = browser.twin();
        await browser.post('/auth/web/refresh');
        await browser.who();
        clock.advance(60);
        await old.who();
        await (await signedIn()).twin({ 'user-agent': 'another/1' }).who();
        const events = [...log().matchAll(/"event":"(\w+)"/gu)].map(([, event]) => event);
        const attacks = /^(?:authn_login_fail|malicious_|session_(?:hijack|replay))/u;
        const found = new Set(events.filter((event) => event !== undefined && attacks.test(event)));
        return [...found].toSorted().join(', ');
      },
    },
    {
      id: 'C3',
      what: 'a session, after a new secret key was put in front',
      before: 'there is one key: a new one makes every open page fail',
      now: 'signed in, and its CSRF token is good',
      differs: 'The first key signs and encrypts, all of them verify.',
      observe: async (stage) => {
        const { url } = await stage.redis();
        const store = `[redis]\nurl = ${url}\nkey_prefix = rotated:\n`;
        const before = await stage.fresh(store + keys(OLD_KEY));
        const after = await stage.fresh(store + keys(NEW_KEY, OLD_KEY));
        const browser = await before.signedIn();
        const { csrf_token: token } = await browser.me();
        const same = after.visitor();
        for (const [name, value] of browser.cookies) same.cookies.set(name, value);
        const who = await same.who();
        const { status } = await same.post('/auth/web/refresh', {
          'x-csrf-token': token ?? '',
        });
        return status === 200 ? `${who}, and its CSRF token is good` : `${who}, ${status}`;
      },
    },
    {
      id: 'W11',
      what: 'a Redis without KEYS, SCAN and CONFIG',
      before: 'an error of the task that cleans up',
      now: 'sign-in, list, sign-out',
      differs: 'Nothing is looked for: every key is known, and ends by itself.',
      observe: async (stage) => {
        const without = ['KEYS', 'SCAN', 'CONFIG'].map((name) => ['rename-command', name, '']);
        const redis = await RedisServer.start(...without);
        try {
          const { signedIn } = await stage.fresh(`[redis]\nurl = ${redis.url}\n`);
          const browser = await signedIn();
          const list = await browser.get('/auth/web/sessions');
          const left = await browser.post('/auth/web/logout');
          const isDone = list.status === 200 && left.status === 204;
          return isDone ? 'sign-in, list, sign-out' : `${list.status}, ${left.status}`;
        } finally {
          await redis.stop();
        }
      },
    },
  ],
};
