import type { LogoutForm } from '../oidc/provider-logout.service.ts';
import { html } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';

/** The page that leads on to the provider: its script sends the form, and without scripts the button does. */
export function renderLogoutContinue(form: LogoutForm, appName: string): string {
  const fields = Object.entries(form.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const main = html`<h1>Signed out here</h1>
    <p>You are signed out of ${appName}, and still signed in at the identity provider.</p>
    <form method="post" action="${form.action}" data-submit>
      ${fields}
      <p class="actions">
        <button class="button">Sign out there too</button>
        <a class="button quiet" href="/">Stay signed in there</a>
      </p>
    </form>
    <script type="module" src="/assets/submit.js"></script>`;
  return renderPage({ title: `Signed out - ${appName}`, appName, main });
}
