/** A small source, and pages with two tags of it beside the same pages with what the tags stand for written out. */
import { writeFileSync } from 'node:fs';

const SECTION = `[security.session]
; Ends a session that nobody uses.
idle_timeout = 30m
; Ends a session however busy it is.
absolute_timeout = 8h`;

/** Writes the source's file and returns the plugin's options for it. */
export function writeSource(folder) {
  const path = `${folder}/app.ini`;
  writeFileSync(path, `[app]\nname = Lockstep\n\n${SECTION}\n\n[logging]\nlevel = info\n`);
  return { sources: { app: { path } }, root: folder };
}

/** Ways to give a page its two parts: as tags, or written out. */
export const FORMS = {
  tags: {
    block: '<% ini-include section=security.session %>',
    value: '<% ini-value security.session.idle_timeout as=duration %>',
  },
  literal: { block: `\`\`\`ini\n${SECTION}\n\`\`\``, value: '30 minutes' },
};

/** Puts a block and a value into a page, a third and two thirds down. */
export function withParts(page, { block, value }) {
  const parts = page.split('\n\n');
  parts.splice(placeIn(parts, 1 / 3), 0, block);
  parts.splice(placeIn(parts, 2 / 3), 0, `Nobody stays for longer than ${value} without a click.`);
  return asRead(parts.join('\n\n'));
}

/** Puts the same block into a page twice. */
export function withBlocks(page, block) {
  const parts = page.split('\n\n');
  for (const share of [1 / 3, 2 / 3]) parts.splice(placeIn(parts, share), 0, block);
  return asRead(parts.join('\n\n'));
}

/** The text as if it came from a file: one flat string, where V8 would keep its parts. */
function asRead(text) {
  return Buffer.from(text).toString();
}

/** A place behind a paragraph: not within a fence or an element. */
function placeIn(parts, share) {
  const from = Math.floor(parts.length * share);
  const index = parts.findIndex(
    (part, place) => place >= from && /^[A-Z][^\n]*\.(?:\n[A-Z]|$)/.test(part),
  );
  return index === -1 ? parts.length : index + 1;
}
