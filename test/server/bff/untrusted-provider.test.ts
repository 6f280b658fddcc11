import { describe, expect, it } from 'vitest';
import type { Misbehaviour } from './support/misbehaving-provider.ts';
import { attempt, problemIn } from './support/attempt.ts';

const change = (claims: object) => (honest: object) => ({ ...honest, ...claims });
const now = Math.floor(Date.now() / 1000);

const UNTRUSTWORTHY: readonly (readonly [string, Misbehaviour])[] = [
  ['another issuer in the ID token', { claims: change({ iss: 'https://evil.example' }) }],
  ['another audience', { claims: change({ aud: 'somebody-else' }) }],
  ['two audiences without azp', { claims: change({ aud: ['lockstep', 'somebody-else'] }) }],
  ['another azp', { claims: change({ azp: 'somebody-else' }) }],
  ['a wrong nonce', { claims: change({ nonce: 'x' }) }],
  ['no nonce', { claims: change({ nonce: undefined }) }],
  ['no subject', { claims: change({ sub: undefined }) }],
  ['no iat', { claims: change({ iat: undefined }) }],
  ['no exp', { claims: change({ exp: undefined }) }],
  ['an expired ID token', { claims: change({ exp: now - 3600 }) }],
  ['a signature by another key', { signature: 'wrong-key' }],
  ['no signature', { signature: 'none' }],
  ['a signature with the client secret', { signature: 'secret' }],
  ['an unknown kid', { header: { kid: 'other' } }],
  ['a critical header that nobody knows', { header: { crit: ['x'], x: 1 } }],
  ['no ID token', { token: change({ id_token: undefined }) }],
  ['an ID token that is none', { token: change({ id_token: 'x.y.z' }) }],
  ['no access token', { token: change({ access_token: undefined }) }],
  ['a lifetime that is no number', { token: change({ expires_in: 'soon' }) }],
  ['a token of another kind', { token: change({ token_type: 'mac' }) }],
  ['a web page at the token endpoint', { tokenText: '<html>' }],
  ['a refused client', { token: () => ({ error: 'invalid_client' }), tokenStatus: 401 }],
  ['another subject at UserInfo', { userInfo: change({ sub: 'mallory' }) }],
  ['no subject at UserInfo', { userInfo: change({ sub: undefined }) }],
  [
    'no iss in the response, though announced',
    { response: (parameters) => parameters.delete('iss') },
  ],
  [
    'the iss of another provider in the response',
    { response: (parameters) => parameters.set('iss', 'https://evil.example') },
  ],
  ['a repeated code', { response: (parameters) => parameters.append('code', 'again') }],
  ['an ID token in the response', { response: (parameters) => parameters.set('id_token', 'x') }],
  [
    'another issuer in the discovery document',
    { discovery: change({ issuer: 'https://evil.example' }) },
  ],
  ['an issuer that is no URL', { discovery: change({ issuer: 'evil' }) }],
  ['no authorization endpoint', { discovery: change({ authorization_endpoint: undefined }) }],
  ['a token endpoint that is no URL', { discovery: change({ token_endpoint: 'nowhere' }) }],
];

describe('a provider that cannot be trusted', () => {
  it('is the exception', async () => {
    expect((await attempt({})).status).toBe(303);
  });

  it.each(UNTRUSTWORTHY)('signs nobody in: %s', async (_name, misbehaviour) => {
    const page = await attempt(misbehaviour);
    expect(problemIn(page)).toMatchObject({
      type: '/problems/provider-response-invalid',
      status: 502,
    });
    expect(page.text).not.toMatch(/evil|mallory/u);
  });

  it.each([
    [
      'an algorithm that is not on the list',
      {},
      { 'oidc.providers.main.id_token_algorithms': ['RS256'] },
    ],
    [
      'an old authentication',
      { claims: change({ auth_time: now - 3600 }) },
      { 'oidc.providers.main.max_age': 60 },
    ],
    [
      'no auth_time',
      { claims: change({ auth_time: undefined }) },
      { 'oidc.providers.main.max_age': 60 },
    ],
  ] as const)('is held to the settings: %s', async (_name, misbehaviour, settings) => {
    expect(problemIn(await attempt(misbehaviour as Misbehaviour, settings)).status).toBe(502);
  });

  it('may leave iss out of the response when it never announced it', async () => {
    const page = await attempt({
      discovery: change({ authorization_response_iss_parameter_supported: undefined }),
      response: (parameters) => parameters.delete('iss'),
    });
    expect(page.status).toBe(303);
  });

  it('is refused the code when the verifier does not fit, and its words are not repeated', async () => {
    const page = await attempt({ response: (parameters) => parameters.set('code', 'stolen') });
    expect(problemIn(page)).toMatchObject({ type: '/problems/login-rejected', status: 403 });
    expect(page.text).not.toContain('secret reason');
  });
});
