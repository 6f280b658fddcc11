import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { html, Markup } from '../pages/html.ts';
import { showPage } from './page.ts';

type SignOutFeature = NonNullable<NonNullable<Configuration['features']>['rpInitiatedLogout']>;

/** The pages of signing out at the embedded provider (OpenID Connect RP-Initiated Logout 1.0). */
export const SIGN_OUT: SignOutFeature = {
  enabled: true,
  logoutSource: (context, form) =>
    showPage(
      context,
      'Sign out here too?',
      html`${new Markup(form)}
        <p>You are signed out of the application, and still signed in at this provider.</p>
        <p>
          <button class="main" form="op.logoutForm" name="logout" value="yes">Sign out</button>
          <button form="op.logoutForm">Stay signed in</button>
        </p>`,
    ),
  postLogoutSuccessSource: showSignedOut,
};

/**
 * Leads those back who are signed in nowhere: the library answers them with a page of its own that a script posts
 * back. Runs around the library's handling, which has checked the parameters.
 */
export async function skipSignOut(
  context: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next();
  const { oidc } = context;
  if (oidc?.route !== 'end_session' || context.status !== 200) return;
  if (oidc.session?.accountId !== undefined) return;
  const { post_logout_redirect_uri: target, state } = oidc.params ?? {};
  if (typeof target !== 'string') return showSignedOut(context);
  const url = new URL(target);
  if (typeof state === 'string') url.searchParams.set('state', state);
  context.status = 303;
  context.redirect(url.href);
}

function showSignedOut(context: KoaContextWithOIDC): void {
  showPage(context, 'Signed out', html`<p>You can close this page.</p>`);
}
