import type { OwnSession } from '../bff/sessions/own-session.ts';
import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';
import type { SessionUser } from '../session/session-record.ts';
import { profile } from './profile.ts';
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
  const isAlone = sessions.every(({ isCurrent }) => isCurrent);
  const main = html`<h1>Your account</h1>
    ${message === undefined ? '' : html`<p class="notice" role="status">${message}</p>`}
    ${profile(page.user)}
    <h2>Where you are signed in</h2>
    ${isAlone ? NOWHERE_ELSE : ELSEWHERE}
    <ul class="cards">
      ${sessions.map((session, index) => sessionCard(session, index, now))}
    </ul>
    ${LOCAL_TIMES}`;
  const title = message === undefined ? 'Your account' : `${message} Your account`;
  return renderPage({ title: `${title} - ${appName}`, appName, main, style: 'account.css' });
}

const NOWHERE_ELSE: Markup = html`<p>You are signed in with this browser, and nowhere else.</p>`;

const ELSEWHERE: Markup = html`<p>
    Each entry is one browser. Sign out the ones that you do not know or do not use any more; the
    session there ends at once.
  </p>
  <p class="actions">
    <a class="button quiet" href="/account/others">Sign out everywhere else</a>
    <a class="button quiet" href="/account/everywhere">Sign out everywhere</a>
  </p>`;

function outcome(ended: number): string {
  if (ended === 0) return 'There was nothing left to sign out.';
  return ended === 1 ? '1 session was signed out.' : `${ended} sessions were signed out.`;
}

/** The link is named by itself and the device, so that it says what it signs out when it is read alone. */
function sessionCard(session: OwnSession, index: number, now: number): Markup {
  const [device, link] = [`device-${index}`, `sign-out-${index}`];
  const target = session.isCurrent ? '/account/sign-out' : `/account/sessions/${session.handle}`;
  return html`<li class="card${session.isCurrent ? ' current' : ''}">
    <div class="card-head">
      <div class="card-title">
        <h3 id="${device}">${session.device}</h3>
        ${session.isCurrent ? html`<span class="badge">This browser</span>` : ''}
      </div>
      <a class="button quiet" id="${link}" aria-labelledby="${link} ${device}" href="${target}"
        >Sign out</a
      >
    </div>
    <dl class="facts">${sessionFacts(session, now)}</dl>
  </li>`;
}
