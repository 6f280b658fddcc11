import { html } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';
import { loginAddress } from './login-address.ts';

/** The page on which people choose the provider that they sign in with. */
export function renderSignInChoice(
  providers: readonly string[],
  returnTo: string | undefined,
  appName: string,
): string {
  const links = providers.map(
    (provider) =>
      html`<a class="button" href="${loginAddress({ provider, returnTo })}">${provider}</a>`,
  );
  const main = html`<h1>Sign in with</h1>
    <p class="actions">${links}</p>`;
  return renderPage({ title: `Sign in - ${appName}`, appName, main });
}
