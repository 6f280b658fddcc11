import createMarkdownIt from 'markdown-it';
import { isElsewhere } from './links.ts';

const md = new createMarkdownIt();
const LABEL = /\[((?:[^[\]\\]|\\[^])*)\]:[ \t]*\n?[ \t]*/y;
const SPACE = /[ \t]*/y;
const BREAK = /[ \t]*\n[ \t]*|[ \t]+/y;
const MAX_LABEL_LENGTH = 999;

/** A definition of what links by reference lead to: `[label]: address "title"`. Offsets of its paragraph's text. */
export interface Definition {
  /** Normalized. */
  readonly label: string;
  readonly addressStart: number;
  readonly isElsewhere: boolean;
  /** Where its last line ends. */
  readonly end: number;
}

/**
 * The definitions that a paragraph starts with (CommonMark 0.31, section 4.7). They are read as parts of the paragraph,
 * because that is what decides which lines belong to it.
 */
export function readDefinitions(text: string): readonly Definition[] {
  const definitions: Definition[] = [];
  let offset = 0;
  while (text[offset] === '[') {
    const definition = readDefinition(text, offset);
    if (!definition) break;
    definitions.push(definition);
    offset = definition.end + 1;
  }
  return definitions;
}

function readDefinition(text: string, start: number): Definition | undefined {
  LABEL.lastIndex = start;
  const [opener = '', label = ''] = LABEL.exec(text) ?? [];
  if (label.trim() === '' || label.length > MAX_LABEL_LENGTH) return undefined;
  const addressStart = start + opener.length;
  const address = md.helpers.parseLinkDestination(text, addressStart, text.length);
  if (!address.ok) return undefined;
  const end = titleEnd(text, address.pos) ?? lineEnd(text, address.pos);
  if (end === undefined) return undefined;
  return {
    label: md.utils.normalizeReference(label),
    addressStart,
    isElsewhere: isElsewhere(text, addressStart),
    end,
  };
}

/** Where the line of a title ends; `undefined` where there is none, or more on its line. */
function titleEnd(text: string, start: number): number | undefined {
  const titleStart = skip(BREAK, text, start);
  if (titleStart === start) return undefined;
  const title = md.helpers.parseLinkTitle(text, titleStart, text.length);
  return title.ok ? lineEnd(text, title.pos) : undefined;
}

/** Where the line ends; `undefined` where there is more on it. */
function lineEnd(text: string, start: number): number | undefined {
  const end = skip(SPACE, text, start);
  return end >= text.length || text[end] === '\n' ? end : undefined;
}

function skip(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
