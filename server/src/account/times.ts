import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The largest unit that fits is the one that is spoken of; what rounds to a whole one of it does. */
const UNITS: readonly (readonly [
  unit: Intl.RelativeTimeFormatUnit,
  milliseconds: number,
  from: number,
])[] = [
  ['day', DAY, DAY - HOUR / 2],
  ['hour', HOUR, HOUR - MINUTE / 2],
  ['minute', MINUTE, MINUTE - SECOND / 2],
];

const ABSOLUTE = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const RELATIVE = new Intl.RelativeTimeFormat('en');

/** A script that turns the times of the page into those of the browser's zone. Without it they stay UTC, and say so. */
export const LOCAL_TIMES: Markup = html`<script
  type="module"
  src="/assets/local-times.js"
></script>`;

/** How long ago or ahead a time is, such as "3 minutes ago"; below a minute "just now" or "in a moment". */
function relativeTime(time: number, now: number): string {
  const distance = time - now;
  const unit = UNITS.find(([, , from]) => Math.abs(distance) >= from);
  if (unit === undefined) return distance > 0 ? 'in a moment' : 'just now';
  return RELATIVE.format(Math.round(distance / unit[1]), unit[0]);
}

/** A time as people and programs read it: relative to now, absolute in UTC, RFC 3339. Milliseconds since the epoch. */
export function timeMarkup(time: number, now: number): Markup {
  const text = `${ABSOLUTE.format(time)} UTC`;
  return html`${relativeTime(time, now)}
    <time datetime="${new Date(time).toISOString()}">${text}</time>`;
}
