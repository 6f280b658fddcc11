import { outcomeOf } from '../support/observe.ts';
import type { Area } from '../support/row.ts';

/** A proxy on this machine says where requests come from. */
const BEHIND_PROXY = '[app]\ntrusted_proxies[] = 127.0.0.0/8\n';
const REVOKE_BY_NETWORK = '[security.session]\nbinding_ip = revoke\n';

const from = (address: string): Readonly<Record<string, string>> => ({
  'x-forwarded-for': address,
});

export const binding: Area = {
  title: 'A session that comes from somewhere else',
  rows: [
    {
      id: 'T57',
      what: 'the same browser at the same address',
      now: 'signed in',
      observe: async (stage) => (await (await stage.scene()).signedIn()).who(),
    },
    {
      id: 'T57',
      what: 'another User-Agent',
      before: 'signed in: only the callback and the refresh looked',
      now: 'not signed in, and neither is the browser that signed in',
      differs: 'What is looked at is looked at in every request.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        const browser = await signedIn();
        const who = await browser.twin({ 'user-agent': 'another/1' }).who();
        const isOver = (await browser.who()) === 'not signed in';
        return isOver ? `${who}, and neither is the browser that signed in` : who;
      },
    },
    {
      id: 'T57',
      what: 'another User-Agent, with binding_user_agent = off',
      before: 'there is no such choice',
      now: 'signed in',
      differs: 'Each signal is off, reported or enforced by a setting of its own.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene('[security.session]\nbinding_user_agent = off\n');
        return (await signedIn()).twin({ 'user-agent': 'another/1' }).who();
      },
    },
    {
      id: 'T57',
      what: 'no User-Agent, at the sign-in and afterwards',
      now: 'signed in',
      observe: async (stage) => {
        const { signedIn } = await stage.scene();
        return (await signedIn({ 'user-agent': undefined })).who();
      },
    },
    {
      id: 'T57',
      what: 'another network',
      before: 'the session is over at the next refresh',
      now: 'signed in, and the log says so',
      differs:
        'People move between networks; the setting can end their sessions where they must not.',
      observe: async (stage) => {
        const { signedIn, log } = await stage.scene(BEHIND_PROXY);
        const browser = await signedIn(from('198.51.100.7'));
        const who = await browser.who(from('203.0.113.9'));
        return log().includes('session_hijack_suspected') ? `${who}, and the log says so` : who;
      },
    },
    {
      id: 'T57',
      what: 'another address in the same network, with binding_ip = revoke',
      before: 'the session is over at the next refresh',
      now: 'signed in',
      differs: 'Networks are compared, by a prefix that is a setting.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene(BEHIND_PROXY + REVOKE_BY_NETWORK);
        return (await signedIn(from('198.51.100.7'))).who(from('198.51.100.200'));
      },
    },
    {
      id: 'T57',
      what: 'another network, with binding_ip = revoke',
      before: 'signed in until the next refresh',
      now: 'not signed in',
      differs: 'What is looked at is looked at in every request.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene(BEHIND_PROXY + REVOKE_BY_NETWORK);
        return (await signedIn(from('198.51.100.7'))).who(from('203.0.113.9'));
      },
    },
    {
      id: 'T57',
      what: 'X-Forwarded-For of a client that is no proxy of ours, with binding_ip = revoke',
      before: 'is believed, and so are X-Real-IP, CF-Connecting-IP and X-Forwarded-Host',
      now: 'is not looked at: signed in',
      differs: 'Whoever can choose their address has none.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene(REVOKE_BY_NETWORK);
        const browser = await signedIn(from('198.51.100.7'));
        const lies = { ...from('203.0.113.9'), 'x-real-ip': '203.0.113.9' };
        return `is not looked at: ${await browser.who(lies)}`;
      },
    },
    {
      id: 'T57',
      what: 'what is shown of browser and address',
      before: 'their hash is kept, 64 hexadecimal digits',
      now: 'a device in words and a network, to their owner alone',
      differs: 'People know their own devices by name, and have to in order to end the others.',
      observe: async (stage) => {
        const { signedIn } = await stage.scene(BEHIND_PROXY);
        const headers = {
          ...from('198.51.100.7'),
          'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
        };
        const { text } = await (await signedIn(headers)).get('/auth/web/sessions');
        const isShort = !text.includes('198.51.100.7') && !text.includes('Mozilla');
        const isTold = text.includes('198.51.100.') && text.includes('Firefox');
        return isShort && isTold ? 'a device in words and a network, to their owner alone' : text;
      },
    },
    {
      id: 'T58',
      what: 'the callback comes from another User-Agent',
      before: '400, and the sign-in is over',
      now: '303 to /',
      differs:
        'A sign-in belongs to who has its cookie, which is good for ten minutes; what a browser says of itself proves nothing.',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const browser = visitor();
        const path = browser.callbackOf(await browser.login(), provider);
        return outcomeOf(await browser.get(path, { 'user-agent': 'another/1' }));
      },
    },
    {
      id: 'T58',
      what: 'the callback comes from another browser',
      now: '400 login-state-invalid',
      observe: async (stage) => {
        const { visitor, provider } = await stage.scene();
        const path = visitor().callbackOf(await visitor().login(), provider);
        const other = visitor();
        await other.login();
        return outcomeOf(await other.get(path));
      },
    },
  ],
};
