import { readAttributes } from './attributes.ts';
import { checkPlacement, checkTag } from './check.ts';
import type { Placement } from './check.ts';
import { TAG_DEFINITIONS } from './definitions.ts';
import { findMarkup } from './claim-text.ts';
import { MAX_TAG_LENGTH, MAX_TAG_LINES, scanTag } from './scanner.ts';
import type { Scan } from './scanner.ts';
import { TagText, toChunks } from './tag-text.ts';
import type { TagChunk } from './tag-text.ts';
import { TagError } from './tag.ts';
import type { Tag } from './tag.ts';

const HEAD = /^[<{]%[ \t\n]*(\/?)[ \t\n]*/;
/** A value whose opening quote was not closed within its tag: it has swallowed a closer. */
const SWALLOWED_CLOSER = /[ \t\n=](["'])(?:(?!\1)[^\\]|\\[^])*?%[>}]/;
const OPEN_QUOTE = /[ \t\n=](["'])(?:(?!\1)[^\\]|\\[^])*$/;

/** A tag with every mistake in it. A tag with errors is not fit for rendering. */
export interface ParsedTag {
  readonly tag: Tag;
  readonly errors: readonly TagError[];
}

/**
 * Reads one tag. The text must start with the tag's opener; what follows its closer is left alone.
 *
 * @param source the tag's lines as a host found them (see {@link TagChunk}), or a text that starts a page
 * @throws {TagError} the first mistake: `not-a-tag`, `unclosed-tag`, `unclosed-quote`, `malformed-attribute`,
 *   `unknown-tag`, `unexpected-closing-tag`, `missing-key`, `missing-attribute`, `repeated-attribute`,
 *   `unknown-attribute`, `missing-value`, `unexpected-value`, `invalid-value`, `markup-in-claim`
 */
export function parseTag(source: string | readonly TagChunk[]): Tag {
  const { tag, errors } = readTag(source);
  if (errors[0]) throw errors[0];
  return tag;
}

/**
 * Like {@link parseTag}, but hands back the tag together with all of its mistakes instead of throwing the first.
 *
 * @param placement where the host found it; left out, it may stand anywhere
 */
export function readTag(source: string | readonly TagChunk[], placement?: Placement): ParsedTag {
  const text = new TagText(typeof source === 'string' ? toChunks(source) : source);
  const scan = scanTag(text.text);
  if (scan.kind === 'foreign' || scan.kind === 'escape') throw notATag(text);
  const errors: TagError[] = [];
  const tag = buildTag(text, scan, errors);
  if (scan.kind === 'unclosed') return { tag, errors: [unclosed(text, scan)] };
  errors.push(...checkTag(tag), ...checkPlacement(tag, placement));
  // Code holds no markup, whatever it looks like.
  if (placement !== 'fence') errors.push(...checkBody(tag, text, scan));
  return { tag, errors: errors.toSorted(bySource) };
}

function buildTag(text: TagText, scan: Scan, errors: TagError[]): Tag {
  const head = HEAD.exec(text.text);
  const nameStart = head?.[0].length ?? 0;
  const nameEnd = nameStart + scan.name.length;
  const attributesEnd = scan.kind === 'closed' ? scan.tagEnd - 2 : nameEnd;
  const definition = TAG_DEFINITIONS.get(scan.name);
  return {
    name: scan.name,
    nameSpan: text.span(nameStart, nameEnd),
    closing: head?.[1] === '/',
    attributes: readAttributes(text, nameEnd, attributesEnd, definition, errors),
    span: text.span(0, scan.end),
    body: scan.body && {
      text: text.text.slice(scan.tagEnd, scan.body.textEnd),
      span: text.span(scan.tagEnd, scan.body.textEnd),
    },
    source: text.text.slice(0, scan.end),
  };
}

/** What a body holds beside plain text would be lost. */
function checkBody({ name, body }: Tag, text: TagText, { tagEnd }: Scan): readonly TagError[] {
  const markup = body && findMarkup(body.text);
  if (!markup) return [];
  const start = tagEnd + markup.index;
  const span = text.span(start, start + markup.text.length);
  const message = `\`${markup.text}\` is markup; between \`${name}\` and its closing tag stands plain text, or code in one pair of backticks`;
  return [new TagError('markup-in-claim', message, span)];
}

/** The mistake of an open tag stands at its opener, or at the quote that was left open and swallowed the closer. */
function unclosed(text: TagText, scan: Scan): TagError {
  const source = text.text.slice(0, scan.end);
  const quote = SWALLOWED_CLOSER.exec(source) ?? OPEN_QUOTE.exec(source);
  if (quote) {
    const start = quote.index + 1;
    const message = `Quote \`${quote[1]}\` in \`${scan.name}\` is not closed`;
    return new TagError('unclosed-quote', message, text.span(start, start + 1));
  }
  const closer = source.startsWith('{') ? '%}' : '%>';
  const message = `Tag \`${scan.name}\` is not closed; expected \`${closer}\` within its paragraph, ${MAX_TAG_LINES} lines and ${MAX_TAG_LENGTH} characters`;
  return new TagError('unclosed-tag', message, text.span(0, 2));
}

function bySource(left: TagError, right: TagError): number {
  return left.span.start.offset - right.span.start.offset;
}

function notATag(text: TagText): TagError {
  const message = 'Not a tag: expected `<% ini-… %>` or `{% ini-… %}`';
  return new TagError('not-a-tag', message, text.span(0, Math.min(2, text.text.length)));
}
