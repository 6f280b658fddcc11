import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';
import type { SessionUser } from '../session/session-record.ts';

type Fact = readonly [name: string, value: string | undefined];

/**
 * Who somebody is: what people call them by first, and what the provider knows them by last. Names run in any
 * direction, and none of them changes the direction of what is around it.
 */
export function profile(user: SessionUser): Markup {
  const { name, email, preferred_username: userName, iss, sub } = user;
  const heading = [name, userName, email].find(isSaid) ?? sub;
  const facts: readonly Fact[] = [
    ['User name', userName],
    ['Email', email],
    ['Identity provider', iss],
    ['Identifier there', sub],
  ];
  const rest = facts.filter(([, value]) => isSaid(value) && value !== heading);
  return html`<section class="card profile" aria-label="Who you are">
    <p class="profile-name"><bdi>${heading}</bdi></p>
    <dl class="facts">${rest.map(factMarkup)}</dl>
  </section>`;
}

function factMarkup([name, value = '']: Fact): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd><bdi>${value}</bdi></dd>
  </div>`;
}

function isSaid(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
