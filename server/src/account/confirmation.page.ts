import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';
import { CSRF_FIELD } from './form-csrf.guard.ts';

/** A question, and the form that says yes to it. */
export interface Question {
  readonly question: string;
  /** What it is about and what follows from a yes. */
  readonly body: Markup;
  /** Where the form goes; this server's. */
  readonly action: string;
  /** The words on the button. */
  readonly yes: string;
}

/** What a page with a question is made of. */
export interface ConfirmationPage extends Question {
  readonly appName: string;
  readonly csrfToken: string;
}

/** What signing somebody out elsewhere does not end. */
export const SIGN_IN_AGAIN =
  'A browser that is still signed in at the identity provider can sign in here again.';

/** A page that asks before something ends. It needs no script. */
export function renderConfirmation(page: ConfirmationPage): string {
  const { appName, question, action } = page;
  const main = html`<h1>${question}</h1>
    ${page.body}
    <form method="post" action="${action}">
      <input type="hidden" name="${CSRF_FIELD}" value="${page.csrfToken}" />
      <p class="actions">
        <button class="button">${page.yes}</button>
        <a class="button quiet" href="/account">Cancel</a>
      </p>
    </form>`;
  return renderPage({ title: `${question} - ${appName}`, appName, main, style: 'account.css' });
}
