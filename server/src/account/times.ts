import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The largest unit that fits is the one that is spoken of. */
const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number])[] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

const ABSOLUTE = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
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
  const unit = UNITS.find(([, milliseconds]) => Math.abs(distance) >= milliseconds);
  if (unit === undefined) return distance > 0 ? 'in a moment' : 'just now';
  return RELATIVE.format(Math.trunc(distance / unit[1]), unit[0]);
}

/** A time as people and programs read it: relative to now, absolute in UTC, RFC 3339. Milliseconds since the epoch. */
export function timeMarkup(time: number, now: number): Markup {
  const text = `${ABSOLUTE.format(time)} UTC`;
  return html`${relativeTime(time, now)}
    <time datetime="${new Date(time).toISOString()}">${text}</time>`;
}
