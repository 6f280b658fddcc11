import { describe, expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { startWithMisbehaving } from '../bff/support/server.ts';

type Claims = Readonly<Record<string, unknown>>;

interface Renewed {
  readonly page: Page;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly user: Claims | null;
}

/** Somebody who signed in with one role has the tokens renewed, and the new ID token says something else. */
async function renew(claims: Claims): Promise<Renewed> {
  const { origin, provider, clock } = await startWithMisbehaving();
  provider.misbehaviour = {
    claims: (honest) => ({ roles: ['reader'], ...honest }),
    refreshClaims: (honest) => ({ ...honest, ...claims }),
  };
  const browser = new Browser();
  const login = await browser.request(`${origin}/auth/web/login`);
  await browser.request(provider.authorize(login.location ?? ''));
  const { csrf_token: token, user: first } = await browser.me(origin);
  expect(first?.['roles']).toEqual(['reader']);
  const before = (await browser.cookies(origin)).get('session');
  clock.advance(5 * 60);
  const headers = { origin, 'x-csrf-token': token ?? '' };
  const page = await browser.request(`${origin}/auth/web/refresh`, { method: 'POST', headers });
  const { user } = await browser.me(origin);
  return { page, before, after: (await browser.cookies(origin)).get('session'), user };
}

describe('rights that change while somebody is signed in', () => {
  it.each([
    ['more', ['reader', 'admin']],
    ['fewer', []],
  ])('%s: they count from the renewal on, with another session id', async (_which, roles) => {
    const { page, before, after, user } = await renew({ roles });
    expect(page.status).toBe(200);
    expect(JSON.parse(page.text)).toMatchObject({ user: { roles } });
    expect(user?.['roles']).toEqual(roles);
    expect(after).toHaveLength(69);
    expect(after).not.toBe(before);
  });

  it('stay as they were where the new ID token does not speak of them', async () => {
    const { user } = await renew({ roles: undefined });
    expect(user?.['roles']).toEqual(['reader']);
  });
});
