import { describe, expect, it } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import type { Page } from '../server/bff/support/browser.ts';
import { until } from '../server/redis/redis-server.ts';
import { KEYS, startFleet } from './fleet.ts';
import type { Fleet } from './fleet.ts';
import { Load, signInAll } from './load.ts';
import { JSON_PLEASE, signIn } from './support.ts';

const RACE = 20;
const PEOPLE = 5;
const SOME = 50;

/** Somebody who signed in through the balancer. */
async function signedIn({ origin, provider }: Fleet): Promise<Browser> {
  const browser = new Browser();
  const page = await signIn(browser, origin, provider);
  expect(page.status, page.text).toBe(303);
  return browser;
}

/** Asks for something that changes state, as a page of the server would. */
async function post(browser: Browser, { origin }: Fleet, path: string, token: string | null) {
  const headers = { ...JSON_PLEASE.headers, origin, 'x-csrf-token': token ?? '' };
  return browser.request(origin + path, { method: 'POST', headers });
}

/** What each instance says of a browser, asked behind the balancer's back. */
async function seenBy({ instances }: Fleet, browser: Browser): Promise<readonly boolean[]> {
  const cookie = await browser.jar.getCookieString(instances[0].origin);
  return Promise.all(
    instances.map(async ({ origin }) => {
      const page = await new Browser().request(`${origin}/auth/web/me`, {
        headers: { ...JSON_PLEASE.headers, cookie },
      });
      const body: { readonly authenticated: boolean } = JSON.parse(page.text);
      return body.authenticated;
    }),
  );
}

function sessionIn({ cookies }: Page): string | undefined {
  return /session=([^;]*)/u.exec(cookies.join())?.[1];
}

describe('two processes behind a balancer', () => {
  it('are one server: sign in, rotate, renew, sign out', async () => {
    const fleet = await startFleet();
    const { provider, balancer, instances, origin } = fleet;
    // Due at once.
    provider.misbehaviour = { token: (honest) => ({ ...honest, expires_in: 0 }) };
    const browser = await signedIn(fleet);
    provider.misbehaviour = {};
    expect(await seenBy(fleet, browser)).toEqual([true, true]);

    const { csrf_token: token } = await browser.me(origin);
    const before = [...balancer.answered];
    const racers = await Promise.all(Array.from({ length: 2 * RACE }, () => browser.clone()));
    const pages = await Promise.all(
      racers.map((racer) => post(racer, fleet, '/auth/web/refresh', token)),
    );
    expect(pages.map(({ status }) => status)).toEqual(Array(2 * RACE).fill(200));
    expect(balancer.answered.map((count, place) => count - (before[place] ?? 0))).toEqual([
      RACE,
      RACE,
    ]);
    const renewals = provider.tokenRequests.filter(
      ({ form }) => form.get('grant_type') === 'refresh_token',
    );
    expect(renewals).toHaveLength(1);
    expect(new Set(pages.map(sessionIn)).size).toBe(1);

    const [racer = browser] = racers;
    const twin = await racer.clone();
    expect(await seenBy(fleet, twin)).toEqual([true, true]);
    const { csrf_token: newer } = await racer.me(origin);
    expect((await post(racer, fleet, '/auth/web/logout', newer)).status).toBe(204);
    expect(await seenBy(fleet, twin)).toEqual([false, false]);

    const other = await signedIn(fleet);
    const form = { logout_token: await provider.logoutToken() };
    const [one, two] = instances;
    const told = await new Browser().request(`${one.origin}/auth/backchannel-logout`, { form });
    expect(told.status, told.text).toBe(200);
    await expect((await other.clone()).me(two.origin)).resolves.toMatchObject({
      authenticated: false,
    });
    expect(await seenBy(fleet, other)).toEqual([false, false]);
  });

  it('lose one, and nobody is signed out or sees an error', async () => {
    const fleet = await startFleet();
    const { balancer, instances, origin } = fleet;
    const browsers = await signInAll(fleet, PEOPLE);
    const load = new Load(browsers, origin);
    await load.answered(SOME);
    await instances[0].kill();
    await load.answered(SOME);
    expect(balancer.detours).toContain('ECONNREFUSED');

    const withoutIt = balancer.answered[0] ?? 0;
    await instances[0].start();
    await until(() => Promise.resolve((balancer.answered[0] ?? 0) >= withoutIt + SOME));
    await load.end();
    expect(Object.keys(load.answers)).toEqual(['200 true']);
    for (const browser of browsers) expect(await seenBy(fleet, browser)).toEqual([true, true]);
  });

  it('are replaced one after the other, with a new secret key, and nobody notices', async () => {
    const [old, fresh] = KEYS;
    const fleet = await startFleet([old]);
    const { balancer, instances, origin } = fleet;
    const browsers = await signInAll(fleet, PEOPLE);
    const load = new Load(browsers, origin);
    // First everybody learns the new key, and then it is used.
    for (const keys of [
      [old, fresh],
      [fresh, old],
    ]) {
      for (const instance of instances) {
        await load.answered(SOME);
        expect(await instance.stop()).toBe(0);
        await load.answered(SOME);
        await instance.start(keys);
      }
    }
    await load.answered(SOME);
    await load.end();
    expect(Object.keys(load.answers)).toEqual(['200 true']);
    expect(balancer.detours.filter((reason) => reason === 'ECONNREFUSED')).not.toEqual([]);
    for (const browser of browsers) expect(await seenBy(fleet, browser)).toEqual([true, true]);
  });
});
