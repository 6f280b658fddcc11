import { describe, expect, it } from 'vitest';
import { Browser } from './support/browser.ts';
import { startWithMisbehaving } from './support/server.ts';

const HOUR = 3600;

describe('discovery', () => {
  it('is asked once in an hour, by one request of those that come together', async () => {
    const { origin, clock, provider } = await startWithMisbehaving();
    const target = async (): Promise<string> => {
      const page = await new Browser().request(`${origin}/auth/web/login`);
      return new URL(page.location ?? '').pathname;
    };
    let asked = 0;
    provider.misbehaviour = {
      discovery: (document) => {
        asked += 1;
        return { ...document, authorization_endpoint: `${provider.issuer}/authorize-${asked}` };
      },
    };
    expect(await target()).toBe('/authorize-1');
    clock.advance(HOUR - 1);
    expect(await target()).toBe('/authorize-1');
    clock.advance(1);
    expect(await Promise.all([target(), target(), target()])).toEqual(
      Array(3).fill('/authorize-2'),
    );
    expect(asked).toBe(2);
  });

  it('holds while the provider does not answer, and is tried again a minute later', async () => {
    const { origin, clock, provider, log } = await startWithMisbehaving();
    const status = async (): Promise<number> =>
      (await new Browser().request(`${origin}/auth/web/login`)).status;
    let asked = 0;
    expect(await status()).toBe(303);
    provider.misbehaviour = {
      discovery: (document) => {
        asked += 1;
        return { ...document, issuer: 'https://evil.example' };
      },
    };
    clock.advance(HOUR);
    expect([await status(), await status(), asked]).toEqual([303, 303, 1]);
    expect(log()).toContain('discovery failed; the earlier one is used');
    clock.advance(60);
    expect([await status(), asked]).toEqual([303, 2]);
  });
});
