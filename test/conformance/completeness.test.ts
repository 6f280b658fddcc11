import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The modules of the OpenID conformance suite (release-v5.2.3) for a relying party, by plan. Each has a test in this
 * folder with its name, or a reason below why there is nothing to test.
 */
const PLANS: Readonly<Record<string, readonly string[]>> = {
  'oidcc-client-basic-certification-test-plan': [
    'oidcc-client-test',
    'oidcc-client-test-invalid-iss',
    'oidcc-client-test-missing-sub',
    'oidcc-client-test-invalid-aud',
    'oidcc-client-test-missing-iat',
    'oidcc-client-test-kid-absent-single-jwks',
    'oidcc-client-test-kid-absent-multiple-jwks',
    'oidcc-client-test-idtoken-sig-rs256',
    'oidcc-client-test-idtoken-sig-none',
    'oidcc-client-test-invalid-sig-rs256',
    'oidcc-client-test-userinfo-bearer-header',
    'oidcc-client-test-userinfo-bearer-body',
    'oidcc-client-test-userinfo-invalid-sub',
    'oidcc-client-test-nonce-invalid',
    'oidcc-client-test-scope-userinfo-claims',
    'oidcc-client-test-client-secret-basic',
  ],
  'oidcc-client-config-certification-test-plan': [
    'oidcc-client-test-discovery-openid-config',
    'oidcc-client-test-discovery-jwks-uri-keys',
    'oidcc-client-test-discovery-issuer-mismatch',
    'oidcc-client-test-idtoken-sig-none',
    'oidcc-client-test-signing-key-rotation-just-before-signing',
    'oidcc-client-test-signing-key-rotation',
  ],
  'oidcc-client-test-rp-backchannel-rpinitlogout': [
    'oidcc-client-test-rp-backchannel-rpinitlogout',
    ...['alg-none', 'no-event', 'with-nonce', 'wrong-alg', 'wrong-aud', 'wrong-event'].map(
      (fault) => `oidcc-client-test-rp-backchannel-rpinitlogout-${fault}`,
    ),
    'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-iss',
  ],
  'oidcc-client-rp-initiated-logout-certification-test-plan': [
    'oidcc-client-test-rp-init-logout',
    'oidcc-client-test-rp-init-logout-other-state',
    'oidcc-client-test-rp-init-logout-no-state',
  ],
  'oidcc-client-refreshtoken-test-plan': [
    'oidcc-client-test-refresh-token',
    'oidcc-client-test-refresh-token-invalid-issuer',
    'oidcc-client-test-refresh-token-invalid-sub',
  ],
  'oidcc-client-test-plan (comprehensive, what the code flow has)': [
    'oidcc-client-test-missing-aud',
    'oidcc-client-test-invalid-sig-hs256',
    'oidcc-client-test-invalid-sig-es256',
    'oidcc-client-test-userinfo-signed',
    'oidcc-client-test-aggregated-claims',
    'oidcc-client-test-distributed-claims',
    'oidcc-client-test-invalid-athash',
  ],
  'fapi2-security-profile-final-client-test-plan': [
    'happy-path',
    'happy-path-no-dpop-nonce',
    'ensure-authorization-response-with-invalid-state-fails',
    'ensure-authorization-response-with-invalid-missing-state-fails',
    'invalid-authorization-response-iss',
    'remove-authorization-response-iss',
    'invalid-iss',
    'missing-iss',
    'invalid-aud',
    'missing-aud',
    'invalid-secondary-aud',
    'valid-aud-as-array',
    'invalid-expired-exp',
    'invalid-missing-exp',
    'invalid-nonce',
    'invalid-missing-nonce',
    'invalid-null-alg',
    'invalid-alternate-alg',
    'token-type-case-insensitivity',
    'token-endpoint-response-without-expires_in',
    'rs-dpop-auth-scheme-case-insensitivity',
    'discovery-issuer-mismatch',
    'refresh-token-test',
    'ensure-jarm-signature-is-not-none',
    'ensure-jarm-with-invalid-sig',
    'ensure-jarm-with-invalid-aud',
    'ensure-jarm-with-invalid-iss',
    'ensure-jarm-with-expired-exp',
    'ensure-jarm-without-aud',
    'ensure-jarm-without-exp',
    'ensure-jarm-without-iss',
  ],
};

/** What this server does not do, so that there is nothing to misbehave with. */
const NOT_OFFERED: ReadonlyMap<string, string> = new Map([
  ['happy-path-no-dpop-nonce', 'access tokens are bearer tokens: there is no DPoP'],
  ['rs-dpop-auth-scheme-case-insensitivity', 'access tokens are bearer tokens: there is no DPoP'],
]);

const NAMES = [...new Set(Object.values(PLANS).flat())];

/** The literal texts of the tests in this folder: their titles are among them. */
function titles(): readonly string[] {
  const own = path.basename(import.meta.filename);
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.test.ts') && file !== own)
    .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/'([^'\n]+)'/gu)].map(([, literal = '']) => literal));
}

describe('the conformance suite', () => {
  // A title names a module when it has it as a word.
  const words = new Set(titles().flatMap((title) => title.split(/[\s,:()]+/u)));

  it('has a test for each of its modules, or a reason why there is none', () => {
    const missing = NAMES.filter((name) => !words.has(name) && !NOT_OFFERED.has(name));
    expect(missing).toEqual([]);
  });

  it('has no reason for what is tested, or for what is no module', () => {
    const idle = [...NOT_OFFERED.keys()].filter((name) => words.has(name) || !NAMES.includes(name));
    expect(idle).toEqual([]);
  });
});
