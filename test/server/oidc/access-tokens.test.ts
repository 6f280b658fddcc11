import { describe, expect, it } from 'vitest';
import {
  attempt,
  outcomeOf,
  post,
  set,
  signIn,
  startRelyingParty,
} from '../../conformance/support/relying-party.ts';

/** What no `Authorization: Bearer` can carry, or must not (RFC 6749, 7.1 and appendix A.12; RFC 6750, 2.1). */
const UNSENDABLE = [
  ['is bound to a key', { token_type: 'DPoP' }],
  ['has line ends', { access_token: 'nobody-may\r\nsee-this' }],
  ['has a space', { access_token: 'nobody-may see-this' }],
  ['has other letters', { access_token: 'nobody-may-€-see-this' }],
  ['has control characters', { access_token: 'nobody-may\u0000see-this' }],
] as const;

const withoutHash = set({ at_hash: undefined });

describe('an access token that no API could be sent', () => {
  it.each(UNSENDABLE)('signs nobody in, and is in no log: it %s', async (_fault, token) => {
    const { outcome, provider, log } = await attempt({
      misbehaviour: { token: set(token), claims: withoutHash },
    });
    expect(outcome).toBe('502 provider-response-invalid');
    expect(provider.userInfoRequests).toEqual([]);
    expect(log()).not.toMatch(/nobody-may|see-this/u);
  });

  it.each(UNSENDABLE)('is not taken at a renewal either: it %s', async (_fault, token) => {
    const rp = await startRelyingParty();
    expect(outcomeOf(await signIn(rp))).toBe('303');
    rp.provider.misbehaviour = { refresh: set(token), refreshClaims: withoutHash };
    rp.clock.advance(300);
    expect(outcomeOf(await post(rp, '/auth/web/refresh'))).toBe('502 provider-response-invalid');
    expect(rp.log()).not.toMatch(/nobody-may|see-this/u);
  });

  it('is another matter than one that looks odd', async () => {
    const token = '123|~!"#$%&\'()*+,-./:;<=>?@[]^_`{}\\';
    const misbehaviour = { token: set({ access_token: token }), claims: withoutHash };
    const { outcome, provider } = await attempt({ misbehaviour });
    expect(outcome).toBe('303');
    expect(provider.userInfoRequests[0]?.authorization).toBe(`Bearer ${token}`);
  });
});
