import { describe, expect, it } from 'vitest';
import { attempt, outcomeOf, set } from '../conformance/support/relying-party.ts';
import { Browser } from '../server/bff/support/browser.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import { isSignedIn, open, signIn, toCallback } from './support.ts';

/** An authorization response with the code of another one. */
function withCodeOf(callback: string, other: string): string {
  const url = new URL(callback);
  url.searchParams.set('code', new URL(other).searchParams.get('code') ?? '');
  return url.href;
}

/**
 * The attacker has a code that was made for somebody else's sign-in, and puts it into one of their own, or their own
 * into the victim's (RFC 9700 2.1.1 and 4.5).
 */
describe('injection of an authorization code', () => {
  it('is refused by the provider, because the verifier is another one (PKCE)', async () => {
    const server = await startWithMisbehaving();
    const [victim, attacker] = [new Browser(), new Browser()];
    const stolen = await toCallback(server, victim);
    const own = await toCallback(server, attacker);
    const page = await open(attacker, withCodeOf(own, stolen));
    expect(outcomeOf(page)).toBe('403 login-rejected');
    expect(await isSignedIn(server, attacker)).toBe(false);
  });

  it('is refused by the nonce where a provider does not look at the verifier', async () => {
    const server = await startWithMisbehaving();
    server.provider.misbehaviour = { ignoresPkce: true };
    const [victim, attacker] = [new Browser(), new Browser()];
    const stolen = await toCallback(server, victim);
    const own = await toCallback(server, attacker);
    const page = await open(attacker, withCodeOf(own, stolen));
    expect(outcomeOf(page)).toBe('502 provider-response-invalid');
    expect(await isSignedIn(server, attacker)).toBe(false);
  });

  it('with the whole stolen response fails: the sign-in is bound to its browser', async () => {
    const server = await startWithMisbehaving();
    const [victim, attacker] = [new Browser(), new Browser()];
    const stolen = await toCallback(server, victim);
    await toCallback(server, attacker);
    expect(outcomeOf(await open(attacker, stolen))).toBe('400 login-state-invalid');
    expect(server.provider.tokenRequests).toHaveLength(0);
  });

  it('has nothing to work with: every request has its own state, nonce and S256 challenge', async () => {
    const server = await startWithMisbehaving();
    const seen = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const start = await new Browser().request(`${server.origin}/auth/web/login`);
      const asked = new URL(start.location ?? '').searchParams;
      expect(asked.get('code_challenge_method')).toBe('S256');
      expect(asked.get('response_type')).toBe('code');
      for (const name of ['state', 'nonce', 'code_challenge']) {
        const value = asked.get(name) ?? '';
        expect(value).toMatch(/^[\w-]{43}$/u);
        seen.add(value);
      }
    }
    expect(seen.size).toBe(15);
  });

  it('by parameters of the login that would change the request is not possible', async () => {
    const server = await startWithMisbehaving();
    const evil = new URLSearchParams({
      redirect_uri: 'https://evil.example/callback',
      state: 'known',
      nonce: 'known',
      code_challenge: 'known',
      code_challenge_method: 'plain',
      response_mode: 'fragment',
      response_type: 'token',
      client_id: 'evil',
      request_uri: 'https://evil.example/request',
    });
    const start = await new Browser().request(`${server.origin}/auth/web/login?${evil}`);
    expect(start.location).not.toMatch(/evil|known|plain|fragment|response_type=token/u);
  });
});

describe('injection of tokens', () => {
  it('an access token of another sign-in does not fit the ID token (at_hash)', async () => {
    const { outcome } = await attempt({
      misbehaviour: { token: set({ access_token: 'another' }) },
    });
    expect(outcome).toBe('502 provider-response-invalid');
  });

  it('an ID token that nobody signed, or somebody else, is none', async () => {
    for (const signature of ['none', 'wrong-key', 'secret', 'public-key-as-secret'] as const) {
      const { outcome } = await attempt({ misbehaviour: { signature } });
      expect([signature, outcome]).toEqual([signature, '502 provider-response-invalid']);
    }
  });

  it('an ID token of another client at the same provider is none', async () => {
    for (const claims of [
      { aud: 'another-client' },
      { aud: ['lockstep', 'another-client'], azp: 'another-client' },
      { azp: 'another-client' },
      { aud: ['lockstep', 'another-client'], azp: 'lockstep' },
    ]) {
      const { outcome } = await attempt({ misbehaviour: { claims: set(claims) } });
      expect([claims, outcome]).toEqual([claims, '502 provider-response-invalid']);
    }
  });

  it('a token of another kind is no ID token, whoever signed it', async () => {
    for (const typ of ['logout+jwt', 'at+jwt', 'application/logout+jwt', 'secevent+jwt']) {
      const { outcome } = await attempt({ misbehaviour: { header: { typ } } });
      expect([typ, outcome]).toEqual([typ, '502 provider-response-invalid']);
    }
  });

  it('the profile of somebody else does not become that of the person (UserInfo sub)', async () => {
    const { outcome } = await attempt({ misbehaviour: { userInfo: set({ sub: 'mallory' }) } });
    expect(outcome).toBe('502 provider-response-invalid');
  });

  it('a logout token in an algorithm that is not allowed ends nothing', async () => {
    const server = await startWithMisbehaving({
      'oidc.providers.main.id_token_algorithms': ['ES256'],
    });
    const { keys, issuer } = server.provider;
    const victim = new Browser();
    await keys.add('RS256');
    await keys.add('ES256');
    await signIn(server, victim);
    const now = Math.floor(Date.now() / 1000);
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    const times = { iat: now, exp: now + 60 };
    const claims = { iss: issuer, aud: 'lockstep', sub: 'alice', jti: 'x', events, ...times };
    const token = await keys.sign(claims, { typ: 'logout+jwt' }, { alg: 'RS256' });
    const form = { logout_token: token };
    const page = await new Browser().request(`${server.origin}/auth/backchannel-logout`, { form });
    expect(page.status).toBe(400);
    expect(await isSignedIn(server, victim)).toBe(true);
  });
});
