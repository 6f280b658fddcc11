import { readAmount } from '../../amounts/read-amount.ts';
import { plainText } from '../../render/inline.ts';
import { escapeMarkdown, toMarkdown } from '../../render/markdown.ts';
import type { RenderedNode } from '../../render/nodes.ts';
import { isHidden } from '../../render/shown-value.ts';
import { parseTag } from '../../tag/parse.ts';
import { scanTag } from '../../tag/scanner.ts';
import { TagError } from '../../tag/tag.ts';
import type { Tag } from '../../tag/tag.ts';
import type { Fix } from '../finding.ts';
import type { KeyOfTag } from './keys-of-tag.ts';

/** How to tell what a tag says. */
export interface ClaimTools {
  /** Whether a tag is sound, and what it claims true. */
  readonly isTrue: (tag: Tag) => boolean;
  /** What a tag without a claim prints. */
  readonly print: (tag: Tag) => readonly RenderedNode[];
}

/** A number with the word for its unit: `1800 seconds`, `30-minute`. */
const AMOUNT = /^(\d[\d.,]*)([\s-]*)([A-Za-z]+)$/;
const LONG_UNIT = /^[a-z]{4,}$/i;

/**
 * How to make a false claim true: its number is replaced where the unit can stay, or else the whole text by what the tag
 * prints. Only what has been found true is proposed; of a secret nothing is.
 */
export function correctClaim(
  tag: Tag,
  keys: readonly KeyOfTag[],
  page: string,
  tools: ClaimTools,
): Fix | undefined {
  const { body } = tag;
  if (!body || keys.some(isSecret)) return undefined;
  const { start, end } = body.span;
  const written = page.slice(start.offset, end.offset);
  const text = candidates(tag, written, tools).find((each) => claims(tag, each, tools));
  if (text === undefined) return undefined;
  const description = `Write ${text.replaceAll(/\\(?=[!-/:-@[-`{-~])/g, '')}`;
  return { description, edits: [{ start: start.offset, end: end.offset, text }] };
}

function isSecret({ source, key }: KeyOfTag): boolean {
  const effective = source.resolved.values.get(key);
  return effective !== undefined && isHidden(effective, source.redactor);
}

/** Texts that may be true, the one that changes least first; in code if the claim is. */
function candidates(tag: Tag, written: string, { print }: ClaimTools): readonly string[] {
  const nodes = tryPrint(tag, print);
  if (!nodes) return [];
  const right = plainText(nodes);
  const said = written.replace(/^(\s*`*\s*)|(\s*`*\s*)$/g, '');
  const [before = '', after = ''] = written.split(said || written, 2);
  const inUnit = sameUnit(said, right);
  return [
    ...(inUnit === undefined ? [] : [before + inUnit + after]),
    ...(before.includes('`') ? [before + right + after] : []),
    toMarkdown(nodes, 'table-cell'),
    escapeMarkdown(right),
  ];
}

function tryPrint(tag: Tag, print: ClaimTools['print']): readonly RenderedNode[] | undefined {
  try {
    return print({ ...tag, body: undefined });
  } catch (error) {
    if (error instanceof TagError) return undefined;
    throw error;
  }
}

/** The right amount in the unit in which it was said; `undefined` where that takes more than a whole number. */
function sameUnit(said: string, right: string): string | undefined {
  const [, , space = '', unit] = AMOUNT.exec(said) ?? [];
  if (unit === undefined) return undefined;
  for (const dimension of ['duration', 'size'] as const) {
    const [total] = [...readAmount(right, dimension), ...readAmount(right, 'number')];
    const [one] = readAmount(`1 ${unit}`, dimension);
    const count = total && one && total.total / one.total;
    if (count === undefined || !Number.isInteger(count)) continue;
    return `${count}${space}${inNumber(unit, count, space)}`;
  }
  return undefined;
}

/** "1 minute", "2 minutes", "2-minute", "2 min". */
function inNumber(unit: string, count: number, space: string): string {
  if (!LONG_UNIT.test(unit) || space.includes('-')) return unit;
  const singular = unit.replace(/s$/, '');
  return count === 1 ? singular : `${singular}s`;
}

function claims({ source }: Tag, text: string, { isTrue }: ClaimTools): boolean {
  const { tagEnd, body } = scanTag(source);
  if (!body) return false;
  try {
    return isTrue(parseTag(source.slice(0, tagEnd) + text + source.slice(body.textEnd)));
  } catch (error) {
    if (error instanceof TagError) return false;
    throw error;
  }
}
