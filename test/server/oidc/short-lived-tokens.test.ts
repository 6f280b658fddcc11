import { expect, it } from 'vitest';
import {
  outcomeOf,
  set,
  signIn,
  startRelyingParty,
} from '../../conformance/support/relying-party.ts';
import { route, startUpstream } from '../proxy/support.ts';

it('access tokens that do not outlast the skew are renewed at half of their lifetime, not with each request', async () => {
  const upstream = await startUpstream();
  const rp = await startRelyingParty({ ...route(upstream.url), 'oidc.refresh_skew': '1m' });
  const { provider, browser, clock, origin } = rp;
  provider.misbehaviour = { token: set({ expires_in: 60 }) };
  expect(outcomeOf(await signIn(rp))).toBe('303');

  const renewals: number[] = [];
  for (const seconds of [0, 15, 14, 1, 15, 14, 1]) {
    clock.advance(seconds);
    for (const path of ['/api/orders', '/api/orders/1']) {
      expect((await browser.request(origin + path)).status).toBe(200);
    }
    renewals.push(provider.tokenRequests.length - 1);
  }
  expect(renewals).toEqual([0, 0, 0, 1, 1, 1, 2]);
});
