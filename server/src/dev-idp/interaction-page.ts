import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';
import { claimsOf } from './accounts.ts';
import { page } from './page.ts';

/** What the sign-in page shows. */
export interface InteractionPage {
  readonly uid: string;
  readonly users: readonly string[];
  /** A name that was typed and is not known. */
  readonly unknown?: string | undefined;
}

/** The sign-in page: a button for each user, a field for those who type, and a way out. */
export function interactionPage({ uid, users, unknown }: InteractionPage): string {
  const action = `/interaction/${uid}`;
  const error =
    unknown === undefined
      ? html``
      : html`<p class="error" role="alert">There is no user "${unknown}".</p>`;
  return page(
    'Sign in',
    html`<p>Choose who you want to be.</p>
      ${error}
      <form method="post" action="${action}" aria-label="Choose a user">
        ${users.map(userButton)}
      </form>
      <form method="post" action="${action}" aria-label="Type a name">
        <label>
          User name
          <input
            name="user"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            required
            maxlength="64"
          />
        </label>
        <button>Sign in</button>
      </form>
      <form method="post" action="${action}" aria-label="Cancel">
        <button name="cancel" value="yes">Cancel</button>
      </form>`,
  );
}

function userButton(user: string): Markup {
  const { name } = claimsOf(user);
  return html` <button class="main" name="user" value="${user}">${String(name)}</button>`;
}
