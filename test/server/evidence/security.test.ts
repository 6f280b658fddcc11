import { startServer } from '@lockstep/server';
import { describe } from 'vitest';
import { ask } from '../http/support.ts';
import { BEHIND_HTTPS, COMMON, provider, VARIABLES } from './configuration.ts';
import { outcomeOf, outcomeOfPage } from './observe.ts';
import { probe } from './probe.ts';
import { startProvider, startSignIn } from './sign-in.ts';
import type { Visit } from './sign-in.ts';

const KEY_1 = 'Jr3V0mQ6bT9xWc2Lk8Zs5Yd7Ng1Hf4Pa0Ue6Ri3Ov9M';
const KEY_2 = 'q8Xz2Tn5Lw7Cs0Vb4Mk9Gj6Fh3Dp1Ra5Ey7Uo2Ii4Qs';

/** A sign-in that was started at a server with one key, which is gone by now. */
async function startedUnder(key: string, base: string): Promise<Visit> {
  const server = await startServer({
    sources: [{ file: 'scene.ini', text: COMMON + base }],
    env: { ...VARIABLES, PROBE_KEY: key },
    logStream: { write: () => true },
  });
  const visit = await startSignIn(server.url);
  await server.close();
  return visit;
}

describe('evidence for [security]', () => {
  probe({
    key: 'security.secret_keys',
    title: 'what an older key made is accepted as long as the key is listed',
    description:
      'A sign-in is started under key 1 and finished after key 2 has taken its place: first with key 2 alone, then with key 1 behind it.',
    a: { value: ['key 2'], sees: '400 login-state-invalid' },
    b: { value: ['key 2', 'key 1'], sees: '303 to /' },
    prepare: async () => {
      const idp = await startProvider();
      const base = provider(idp.issuer);
      return {
        base,
        given: [[KEY_2], [KEY_2, KEY_1]],
        observe: async ({ url }) => {
          const { browser, page } = await startedUnder(KEY_1, base);
          const { search } = new URL(idp.authorize(page.location ?? ''));
          const callback = `${url}/auth/web/callback${search}`;
          const headers = { accept: 'application/json' };
          return outcomeOfPage(await browser.request(callback, { headers }));
        },
      };
    },
  });

  probe({
    key: 'security.require_https',
    title: 'plain http is led to https',
    description: 'The home page is asked for over plain http.',
    a: { value: 'true', sees: '301 to https://portal.example.com/' },
    b: { value: 'false', sees: '200' },
    base: BEHIND_HTTPS,
    observe: async ({ url }) =>
      outcomeOf(await ask(url, '/', { headers: { host: 'portal.example.com' } })),
  });
});
