import { describe, expect, it } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import type { Page } from '../server/bff/support/browser.ts';
import { attempt, outcomeOf, startRelyingParty, testEach } from './support/relying-party.ts';
import type { Case, RelyingParty } from './support/relying-party.ts';

const OURS =
  'The identity provider does not accept how this server asks. Whoever runs the server finds the reason in the log.';
const REFUSED = '403 login-rejected';
const UNAVAILABLE = '503 provider-unavailable';

/** Errors of an authorization response (RFC 6749, 4.1.2.1; OpenID Connect Core 1.0, 3.1.2.6), and what is told. */
const ERRORS: readonly (readonly [string, string, string])[] = [
  ['access_denied', REFUSED, 'The sign-in was cancelled at the identity provider.'],
  ['login_required', REFUSED, 'The identity provider wants you to sign in there first.'],
  ['interaction_required', REFUSED, 'The identity provider wants to ask you something first.'],
  ['consent_required', REFUSED, 'The identity provider wants your consent first.'],
  [
    'account_selection_required',
    REFUSED,
    'The identity provider wants you to choose an account first.',
  ],
  ['invalid_request', REFUSED, OURS],
  ['unauthorized_client', REFUSED, OURS],
  ['unsupported_response_type', REFUSED, OURS],
  ['invalid_scope', REFUSED, OURS],
  ['invalid_target', REFUSED, OURS],
  ['temporarily_unavailable', UNAVAILABLE, 'Try again in a moment.'],
  ['server_error', UNAVAILABLE, 'Try again in a moment.'],
  ['<b>something else</b>', REFUSED, 'The identity provider refused the sign-in.'],
];

const answerWith = (error: string) => (parameters: URLSearchParams) => {
  parameters.delete('code');
  parameters.set('error', error);
  parameters.set('error_description', '<script>do-not-show</script>');
  parameters.set('error_uri', 'https://evil.example/do-not-show');
};

async function comeBack(
  { origin, provider, browser }: RelyingParty,
  accept: string,
): Promise<Page> {
  const start = await browser.request(`${origin}/auth/web/login?return_to=/orders/7`);
  return browser.request(provider.authorize(start.location ?? ''), { headers: { accept } });
}

describe('an error of the authorization endpoint', () => {
  it('is told in words of this server, as a problem and as a page, with a way back to where it began', async () => {
    const rp = await startRelyingParty();
    for (const [error, outcome, told] of ERRORS) {
      rp.provider.misbehaviour = { response: answerWith(error) };
      const problem = await comeBack(rp, 'application/json');
      expect([error, outcomeOf(problem)]).toEqual([error, outcome]);
      const body: { readonly detail: string } = JSON.parse(problem.text);
      expect(body.detail).toBe(told);
      const retryAfter = outcome === UNAVAILABLE ? '5' : null;
      expect(problem.headers.get('retry-after')).toBe(retryAfter);

      const page = await comeBack(rp, 'text/html');
      expect([page.status, page.headers.get('retry-after')]).toEqual([problem.status, retryAfter]);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.text).toContain(told);
      const again = '/auth/web/login?provider=main&amp;return_to=%2Forders%2F7';
      expect(page.text).toContain(`href="${again}"`);
      expect(problem.text + page.text).not.toMatch(/do-not-show|evil|<script|<b>/u);
    }
    expect(rp.log()).not.toContain('do-not-show');
    expect(rp.log()).toContain('The provider answered invalid_scope');
    expect(rp.provider.tokenRequests).toHaveLength(0);
    expect((await rp.browser.cookies(rp.origin)).size).toBe(0);
  });
});

const withError = (change: (parameters: URLSearchParams) => void): Case['misbehaviour'] => ({
  response: (parameters) => {
    answerWith('access_denied')(parameters);
    change(parameters);
  },
});

/** An error counts no more than a code does when it does not come from the provider (RFC 9207, 2.4). */
const FORGED: readonly Case[] = [
  {
    module: 'an error with the iss of somebody else',
    misbehaviour: withError((parameters) => parameters.set('iss', 'https://other.example')),
  },
  {
    module: 'an error without iss',
    misbehaviour: withError((parameters) => parameters.delete('iss')),
  },
  {
    module: 'an error with an unknown state',
    misbehaviour: withError((parameters) => parameters.set('state', 'A'.repeat(43))),
    outcome: '400 login-state-invalid',
  },
  {
    module: 'an error without state',
    misbehaviour: withError((parameters) => parameters.delete('state')),
    outcome: '400 login-state-invalid',
  },
  {
    module: 'two errors',
    misbehaviour: withError((parameters) => parameters.append('error', 'login_required')),
  },
];

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** fapi2-security-profile-final-client-test-ensure-jarm-*: a response as a JWT was not asked for, and is none. */
const JARM: readonly (readonly [string, object])[] = [
  ['ensure-jarm-signature-is-not-none', { alg: 'none' }],
  ['ensure-jarm-with-invalid-sig', {}],
  ['ensure-jarm-with-invalid-aud', { aud: 'another-client' }],
  ['ensure-jarm-with-invalid-iss', { iss: 'https://other.example' }],
  ['ensure-jarm-with-expired-exp', { exp: 1 }],
  ['ensure-jarm-without-aud', { aud: undefined }],
  ['ensure-jarm-without-exp', { exp: undefined }],
  ['ensure-jarm-without-iss', { iss: undefined }],
];

describe('a response that is not the provider’s, or not one that was asked for', () => {
  testEach(FORGED);

  it.each(JARM)('%s', async (_module, { alg = 'ES256', ...claims }: { readonly alg?: string }) => {
    const { provider, outcome } = await attempt({
      misbehaviour: {
        response: (parameters) => {
          const honest = Object.fromEntries(parameters);
          const jwt = `${segment({ alg })}.${segment({ ...honest, aud: 'lockstep', ...claims })}.x`;
          parameters.set('response', jwt);
        },
      },
    });
    expect(outcome).toBe('502 provider-response-invalid');
    expect(provider.tokenRequests).toHaveLength(0);
  });

  it('a form_post is not asked for: the address takes no POST, and the sign-in stays open', async () => {
    const rp = await startRelyingParty();
    const start = await rp.browser.request(`${rp.origin}/auth/web/login`);
    expect(new URL(start.location ?? '').searchParams.has('response_mode')).toBe(false);
    const callback = new URL(rp.provider.authorize(start.location ?? ''));
    const form = Object.fromEntries(callback.searchParams);
    const headers = { accept: 'application/json' };
    const address = `${rp.origin}/auth/web/callback`;
    const posted = await rp.browser.request(address, { headers, form });
    expect(outcomeOf(posted)).toBe('405 method-not-allowed');
    expect(posted.headers.get('allow')).toContain('GET');
    const stranger = await new Browser().request(address, {
      headers,
      form: { error: 'access_denied', state: form['state'] ?? '' },
    });
    expect(outcomeOf(stranger)).toBe('405 method-not-allowed');
    expect(outcomeOf(await rp.browser.request(callback.href, { headers }))).toBe('303');
  });
});
