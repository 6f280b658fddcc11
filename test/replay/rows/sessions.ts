import { clearsSession, outcomeOf, set } from '../support/observe.ts';
import type { Area } from '../support/row.ts';

export const sessions: Area = {
  title: 'Sessions and sign-ins',
  rows: [
    {
      id: 'T62',
      what: 'the cookie of a sign-in in place of a session',
      now: 'not signed in',
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        const browser = visitor();
        await browser.login();
        browser.cookies.set('session', [...browser.cookies.values()].join());
        return browser.who();
      },
    },
    {
      id: 'T62',
      what: 'a session in place of the cookie of a sign-in',
      now: '400 login-state-invalid',
      observe: async (stage) => {
        const { signedIn, provider } = await stage.scene();
        const browser = await signedIn();
        const path = browser.callbackOf(await browser.login(), provider);
        const name = [...browser.cookies.keys()].find((key) => key.includes('-login-')) ?? '';
        browser.cookies.set(name, browser.cookies.get('session') ?? '');
        return outcomeOf(await browser.get(path));
      },
    },
    {
      id: 'T63',
      what: '1000 ids, 4 from each of 250 sign-ins',
      now: '1000 different ones',
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        const ids = new Set<unknown>();
        const login = async (): Promise<void> => {
          const browser = visitor();
          const { headers } = await browser.login();
          const { searchParams } = new URL(headers.location ?? '');
          for (const name of ['state', 'nonce', 'code_challenge']) ids.add(searchParams.get(name));
          for (const value of browser.cookies.values()) ids.add(value);
        };
        for (let round = 0; round < 10; round += 1) {
          await Promise.all(Array.from({ length: 25 }, login));
        }
        return `${ids.size} different ones`;
      },
    },
    {
      id: 'T64',
      what: 'a session that is over, when the clock goes back',
      before: 'is deleted when it is found',
      now: 'not signed in, the cookie is taken away; and not signed in',
      differs: 'Nothing brings back what is over, a wrong clock included.',
      observe: async (stage) => {
        const { signedIn, clock } = await stage.fresh();
        const browser = await signedIn();
        const later = browser.twin();
        clock.advance(31 * 60);
        const answer = await browser.get('/auth/web/me');
        const isOver = answer.text.includes('"authenticated":false') && clearsSession(answer);
        clock.advance(-31 * 60);
        return `${isOver ? 'not signed in, the cookie is taken away' : answer.text}; and ${await later.who()}`;
      },
    },
    {
      id: 'T64',
      what: 'a sign-in that took longer than ten minutes',
      now: '400 login-expired',
      observe: async (stage) => {
        const { visitor, provider, clock } = await stage.fresh();
        const browser = visitor();
        const path = browser.callbackOf(await browser.login(), provider);
        clock.advance(600);
        return outcomeOf(await browser.get(path));
      },
    },
    {
      id: 'T65',
      what: 'a return address that is changed after it was checked',
      before: 'is checked once more',
      now: '400 login-state-invalid',
      differs: 'It is sealed with the sign-in: who changes a byte of it has no sign-in.',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const browser = visitor();
        const path = browser.callbackOf(await browser.login('?return_to=/x'), provider);
        const [[name, value] = ['', '']] = browser.cookies;
        const place = value.length - 4;
        const other = value[place] === 'A' ? 'B' : 'A';
        browser.cookies.set(name, value.slice(0, place) + other + value.slice(place + 1));
        return outcomeOf(await browser.get(path));
      },
    },
    {
      id: 'T66',
      what: 'three sessions of one person, one of which signs out',
      now: 'not signed in, signed in, signed in',
      observe: async (stage) => {
        const { signedIn } = await stage.fresh();
        const first = await signedIn();
        const browsers = [first, await signedIn(), await signedIn()];
        await first.post('/auth/web/logout');
        return (await Promise.all(browsers.map((browser) => browser.who()))).join(', ');
      },
    },
    {
      id: 'T66',
      what: 'a fourth session of one person',
      before: 'is one more',
      now: 'ends the first one',
      differs: 'The number is a setting, and 0 sets no limit.',
      observe: async (stage) => {
        const { signedIn } = await stage.fresh();
        const browsers = [await signedIn(), await signedIn(), await signedIn(), await signedIn()];
        const who = await Promise.all(browsers.map((browser) => browser.who()));
        const isFirst = who.join() === 'not signed in,signed in,signed in,signed in';
        return isFirst ? 'ends the first one' : who.join();
      },
    },
    {
      id: 'T67',
      what: 'the list of sessions',
      before: 'is for operators alone, and has no endpoint',
      now: 'has the 2 of alice for alice, and the 1 of bob for bob',
      differs: 'People see where they are signed in, and end what they do not know.',
      observe: async (stage) => {
        const { signedIn, provider } = await stage.fresh();
        await signedIn();
        const alice = await signedIn();
        const sub = set({ sub: 'bob' });
        provider.misbehaviour = { claims: sub, userInfo: sub };
        const bob = await signedIn();
        const lengths = await Promise.all(
          [alice, bob].map(async (browser) => {
            const { text } = await browser.get('/auth/web/sessions');
            const list: { readonly sessions: readonly unknown[] } = JSON.parse(text);
            return list.sessions.length;
          }),
        );
        return `has the ${lengths[0]} of alice for alice, and the ${lengths[1]} of bob for bob`;
      },
    },
  ],
};
