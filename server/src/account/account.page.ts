import type { OwnSession } from '../bff/sessions/own-session.ts';
import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';
import type { SessionUser } from '../session/session-record.ts';
import { sessionFacts } from './session-facts.ts';
import { LOCAL_TIMES } from './times.ts';

/** What the page with the own sessions shows. */
export interface AccountPage {
  readonly appName: string;
  readonly user: SessionUser;
  /** The current one first. */
  readonly sessions: readonly OwnSession[];
  /** How many sessions were just ended; `undefined` when none were to be. */
  readonly ended: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The account page: who is signed in, and where. */
export function renderAccount(page: AccountPage): string {
  const { appName, sessions, now } = page;
  const message = page.ended === undefined ? undefined : outcome(page.ended);
  const main = html`<h1>Your account</h1>
    ${message === undefined ? '' : html`<p class="notice" role="status">${message}</p>`}
    <dl class="facts card">${userFacts(page.user)}</dl>
    <h2>Where you are signed in</h2>
    <p>
      Each entry is one browser. Sign out the ones that you do not know or do not use any more; the
      session there ends at once.
    </p>
    <ul class="cards">
      ${sessions.map((session, index) => sessionCard(session, index, now))}
    </ul>
    ${sessions.some(({ isCurrent }) => !isCurrent) ? SIGN_OUT_OTHERS : ''} ${LOCAL_TIMES}`;
  const title = message === undefined ? 'Your account' : `${message} Your account`;
  return renderPage({ title: `${title} - ${appName}`, appName, main });
}

const SIGN_OUT_OTHERS: Markup = html`<p class="actions">
  <a class="button quiet" href="/account/others">Sign out everywhere else</a>
</p>`;

function outcome(ended: number): string {
  if (ended === 0) return 'There was nothing left to sign out.';
  return ended === 1 ? '1 session was signed out.' : `${ended} sessions were signed out.`;
}

function userFacts(user: SessionUser): readonly Markup[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Name', user.name],
    ['User name', user.preferred_username],
    ['Email', user.email],
    ['Identity provider', user.iss],
    ['Identity', user.sub],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined || value === ''
      ? []
      : [
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
        ],
  );
}

/** The link is named by itself and the device, so that it says what it signs out when it is read alone. */
function sessionCard(session: OwnSession, index: number, now: number): Markup {
  const [device, link] = [`device-${index}`, `sign-out-${index}`];
  const action = session.isCurrent
    ? html`<a class="button quiet" href="/account/sign-out">Sign out</a>`
    : html`<a
        class="button quiet"
        id="${link}"
        aria-labelledby="${link} ${device}"
        href="/account/sessions/${session.handle}"
        >Sign out</a
      >`;
  return html`<li class="card">
    <div class="card-head">
      <div class="card-title">
        <h3 id="${device}">${session.device}</h3>
        ${session.isCurrent ? html`<span class="badge">This session</span>` : ''}
      </div>
      ${action}
    </div>
    <dl class="facts">${sessionFacts(session, now)}</dl>
  </li>`;
}
