import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Browser, signIn, toCallback } from './support/browser.ts';
import { startWithEmbedded, startWithMisbehaving } from './support/server.ts';

const statuses = (pages: readonly { readonly status: number }[]): readonly number[] =>
  pages.map(({ status }) => status).toSorted((left, right) => left - right);

describe('at the same time', () => {
  it('fifty people sign in, each as who they are', async () => {
    const users = Array.from({ length: 50 }, (_, index) => `user${index}`);
    // Who has to wait is not refused: how quick the machine is does not matter here.
    const patience = { 'oidc.timeout': '50s' };
    const { origin } = await startWithEmbedded({ 'dev_idp.users': users, ...patience });
    const names = await Promise.all(
      users.map(async (user) => {
        const browser = new Browser();
        expect((await signIn(browser, origin, user)).status).toBe(303);
        return (await browser.me(origin)).user?.['preferred_username'];
      }),
    );
    expect(names).toEqual(users);
  });

  it.each(['embedded', 'lenient'])('one callback wins one session: %s provider', async (kind) => {
    const lenient = kind === 'lenient';
    const { origin, callback, browser } = lenient ? await withLenient() : await withEmbedded();
    const cookie = await browser.jar.getCookieString(origin);
    const twins = Array.from({ length: 8 }, () => new Browser());
    const headers = { cookie, accept: 'application/json' };
    const pages = await Promise.all(twins.map((twin) => twin.request(callback, { headers })));
    expect(statuses(pages)).toEqual([303, 400, 400, 400, 400, 400, 400, 400]);
    const signedIn = await Promise.all(twins.map((twin) => twin.me(origin)));
    expect(signedIn.filter(({ authenticated }) => authenticated)).toHaveLength(1);
  });

  it('signing out ends the session whatever else it does', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    const thief = await browser.clone();
    const { csrf_token: token } = await browser.me(origin);
    const headers = { origin, accept: 'application/json', 'x-csrf-token': token ?? '' };
    const me = (): Promise<unknown> => thief.me(origin);
    const [out] = await Promise.all([
      browser.request(`${origin}/auth/web/logout`, { method: 'POST', headers }),
      ...Array.from({ length: 20 }, me),
    ]);
    expect(out.status).toBe(200);
    expect((await thief.me(origin)).authenticated).toBe(false);
  });

  it('signing out twice is no failure', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    const { csrf_token: token } = await browser.me(origin);
    const headers = { origin, accept: 'application/json', 'x-csrf-token': token ?? '' };
    const twins = await Promise.all(Array.from({ length: 5 }, () => browser.clone()));
    const pages = await Promise.all(
      twins.map((twin) => twin.request(`${origin}/auth/web/logout`, { method: 'POST', headers })),
    );
    expect(pages.every(({ status }) => status === 200 || status === 204)).toBe(true);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });

  it('a shutdown lets a callback that is under way finish', async () => {
    const { origin, provider, running } = await startWithMisbehaving({ 'app.shutdown_grace': 10 });
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    const gate = new EventEmitter();
    const asked = once(gate, 'asked');
    provider.beforeToken = async () => {
      gate.emit('asked');
      await once(gate, 'answer');
    };
    const callback = browser.request(provider.authorize(start.location ?? ''));
    await asked;
    const closed = running.close();
    gate.emit('answer');
    expect((await callback).status).toBe(303);
    await closed;
  });
});

async function withEmbedded(): Promise<Prepared> {
  const { origin } = await startWithEmbedded();
  const browser = new Browser();
  return { origin, browser, callback: await toCallback(browser, origin, 'alice') };
}

interface Prepared {
  readonly origin: string;
  readonly browser: Browser;
  readonly callback: string;
}

/** A provider that redeems a code as often as it is asked to. */
async function withLenient(): Promise<Prepared> {
  const { origin, provider } = await startWithMisbehaving();
  provider.misbehaviour = { reusableCodes: true };
  const browser = new Browser();
  const start = await browser.request(`${origin}/auth/web/login`);
  return { origin, browser, callback: provider.authorize(start.location ?? '') };
}
