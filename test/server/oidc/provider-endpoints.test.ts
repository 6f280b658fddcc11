import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../server/src/kernel/problem-details.ts';
import { checkEndpoints } from '../../../server/src/oidc/provider-endpoints.ts';

const HONEST = {
  issuer: 'https://login.example',
  authorization_endpoint: 'https://login.example/authorize',
  token_endpoint: 'https://login.example/token',
  jwks_uri: 'https://login.example/keys',
  userinfo_endpoint: 'https://login.example/userinfo',
  end_session_endpoint: 'https://login.example/logout',
  revocation_endpoint: 'https://login.example/revoke',
};
const ADDRESSES = Object.keys(HONEST).filter((name) => name !== 'issuer');
const NEEDED = new Set(['authorization_endpoint', 'token_endpoint', 'jwks_uri']);

/** The type of the problem that a discovery document is, and what the log says of it; nothing when it will do. */
function faultOf(changes: object, isPlain = false): string | undefined {
  try {
    checkEndpoints({ ...HONEST, ...changes }, isPlain);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return `${error.type}: ${String(error.cause)}`;
  }
}

const faultIn = (name: string): string =>
  `provider-response-invalid: Error: discovery: ${name} is no https address`;

describe.each(ADDRESSES)('%s of a discovery document', (name) => {
  it('is https, without user and password', () => {
    expect(faultOf({})).toBeUndefined();
    for (const address of [
      'http://login.example/',
      'http://127.0.0.1:8080/',
      'http://localhost/',
      'https://user@login.example/',
      'https://:password@login.example/',
      'ftp://login.example/',
      'javascript:alert(1)',
      '/relative',
      '',
      7,
      null,
    ]) {
      expect(faultOf({ [name]: address })).toBe(faultIn(name));
    }
  });

  it('may be http on loopback where the issuer is, and nowhere else', () => {
    for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:9']) {
      expect(faultOf({ [name]: `http://${host}/` }, true)).toBeUndefined();
    }
    for (const host of ['login.example', '127.0.0.1.example', 'user@127.0.0.1']) {
      expect(faultOf({ [name]: `http://${host}/` }, true)).toBe(faultIn(name));
    }
  });

  it('is there when a sign-in cannot do without it', () => {
    const fault = NEEDED.has(name) ? faultIn(name) : undefined;
    expect(faultOf({ [name]: undefined })).toBe(fault);
  });
});
