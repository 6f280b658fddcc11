import { describe, expect, it } from 'vitest';
import { Browser, signIn } from '../bff/support/browser.ts';
import { startWithEmbedded } from '../bff/support/server.ts';

/** Longer than the embedded provider's access tokens live, in seconds. */
const LATER = 3601;

/**
 * Providers revoke a refresh token with all others of its grant (RFC 7009, section 2.1), and what one browser signs in to
 * again and again is one grant for many of them: whoever ends a session here for a newer one must leave its tokens alone.
 */
describe('a second sign-in in the same browser', () => {
  it('can be renewed, although it has ended the first', async () => {
    const { origin, clock } = await startWithEmbedded({
      // What refresh tokens are issued for (OpenID Connect Core 1.0, section 11).
      'oidc.providers.dev.scopes': ['openid', 'offline_access'],
      'oidc.providers.dev.prompt': 'consent',
      'security.session.idle_timeout': '8h',
      'security.session.absolute_timeout': '24h',
    });
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    await signIn(browser, origin, 'alice');
    for (let renewals = 0; renewals < 2; renewals++) {
      clock.advance(LATER);
      const { csrf_token: token } = await browser.me(origin);
      const headers = { origin, 'x-csrf-token': token ?? '' };
      const renewed = await browser.request(`${origin}/auth/web/refresh`, {
        method: 'POST',
        headers,
      });
      expect(renewed.status).toBe(200);
    }
  });
});
