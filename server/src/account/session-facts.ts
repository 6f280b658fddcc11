import type { OwnSession } from '../bff/sessions/own-session.ts';
import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';
import { timeMarkup } from './times.ts';

/** What is said of a session, as the groups of a description list. */
export function sessionFacts(session: OwnSession, now: number): readonly Markup[] {
  const { requests } = session;
  const facts: readonly (readonly [string, Markup | string])[] = [
    ['Last used', timeMarkup(session.lastSeenAt, now)],
    ['Signed in', timeMarkup(session.createdAt, now)],
    [session.endsAnyway ? 'Ends' : 'Ends if not used', timeMarkup(session.expiresAt, now)],
    ['Network', session.network ?? 'Unknown'],
    ...(requests === undefined ? [] : [['Requests', String(requests)] as const]),
  ];
  return facts.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
  );
}
