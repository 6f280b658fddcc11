import { codes } from 'micromark-util-symbol';
import { scanBody } from './body-scanner.ts';
import type { BodyScan } from './body-scanner.ts';
import { TAG_DEFINITIONS } from './definitions.ts';

/** A tag that is not closed within so many lines is an error; this bounds the work that an unclosed tag can cause. */
export const MAX_TAG_LINES: number = 100;
/** The same bound in UTF-16 code units. */
export const MAX_TAG_LENGTH: number = 8192;

const NAME_PREFIX = 'ini-';

/**
 * What a character does to a tag:
 * - `continue`: it belongs to the tag, and the tag goes on
 * - `closed`: it is the last character of the tag
 * - `unclosed`: it does not belong to the tag, which was never closed
 * - `escape`: it is the last character of `<%%` or `{%%`
 * - `foreign`: there is no tag of ours here (`<b>`, `{% if %}`)
 */
export type ScanStep = 'continue' | 'closed' | 'unclosed' | 'escape' | 'foreign';

/** One state of the scanner: takes a character, sets the next state, says what the character does. */
type State = (scan: ScanContext, code: number) => ScanStep;

interface ScanContext {
  state: State;
  closer: number;
  quote: number;
  previous: number;
  name: string;
  closing: boolean;
  atLineStart: boolean;
}

/**
 * Finds where a tag ends, one character at a time: the part of the grammar that all hosts share, so that they agree on
 * what a tag is. `tag = ("<%" | "{%") ws* "/"? ws* "ini-" … ("%>" | "%}")`.
 *
 * A closer within quotes is data. A quote opens after white space or `=` only. Another opener before the closer means
 * that the tag was left open: anywhere outside quotes, and at the start of a line within them. Lines that start with a
 * tag are therefore never scanned twice, and open tags cost linear time.
 */
export class TagScanner {
  readonly #context: ScanContext = {
    state: open,
    closer: codes.greaterThan,
    quote: codes.quotationMark,
    previous: codes.space,
    name: '',
    closing: false,
    atLineStart: false,
  };
  #length = 0;
  #lines = 1;

  /** The tag's name in lower case, as far as it was read. */
  get name(): string {
    return this.#context.name;
  }

  /** Whether text that the tag is about may follow it, for the `BodyScanner` to look for. */
  get takesBody(): boolean {
    const { name, closing } = this.#context;
    return !closing && TAG_DEFINITIONS.get(name)?.body === true;
  }

  /** Feeds a UTF-16 code unit; line ends of every kind are one line feed. After anything but `continue` it is over. */
  next(code: number): ScanStep {
    const context = this.#context;
    if (code === codes.lf) this.#lines++;
    this.#length++;
    const isTooLong = this.#lines > MAX_TAG_LINES || this.#length > MAX_TAG_LENGTH;
    if (isTooLong) return this.end();
    const step = context.state(context, code);
    context.previous = code;
    context.atLineStart = code === codes.lf || (context.atLineStart && isSpace(code));
    return step;
  }

  /** Tells that the text is over. */
  end(): 'unclosed' | 'foreign' {
    return this.name.length >= NAME_PREFIX.length ? 'unclosed' : 'foreign';
  }
}

function go(scan: ScanContext, state: State): 'continue' {
  scan.state = state;
  return 'continue';
}

/** `|<% ini-value key %>`, where `|` stands before the character that the state takes. */
function open(scan: ScanContext, code: number): ScanStep {
  if (!isOpener(code)) return 'foreign';
  scan.closer = code === codes.lessThan ? codes.greaterThan : codes.rightCurlyBrace;
  return go(scan, openPercent);
}

/** `<|% ini-value key %>` */
function openPercent(scan: ScanContext, code: number): ScanStep {
  return code === codes.percentSign ? go(scan, afterOpen) : 'foreign';
}

/** `<%| ini-value key %>` or `<%|%` */
function afterOpen(scan: ScanContext, code: number): ScanStep {
  return code === codes.percentSign ? 'escape' : beforeSlash(scan, code);
}

/** `<% |/ini-value %>` */
function beforeSlash(scan: ScanContext, code: number): ScanStep {
  if (isSpace(code)) return go(scan, beforeSlash);
  scan.closing = code === codes.slash;
  return scan.closing ? go(scan, beforeName) : inPrefix(scan, code);
}

/** `<% /|ini-value %>` */
function beforeName(scan: ScanContext, code: number): ScanStep {
  return isSpace(code) ? 'continue' : inPrefix(scan, code);
}

/** `<% i|ni-value key %>` */
function inPrefix(scan: ScanContext, code: number): ScanStep {
  const character = String.fromCharCode(code).toLowerCase();
  if (character !== NAME_PREFIX[scan.name.length]) return 'foreign';
  scan.name += character;
  return go(scan, scan.name.length === NAME_PREFIX.length ? inName : inPrefix);
}

/** `<% ini-val|ue key %>` */
function inName(scan: ScanContext, code: number): ScanStep {
  if (!isNameCharacter(code)) return inside(scan, code);
  scan.name += String.fromCharCode(code).toLowerCase();
  return go(scan, inName);
}

/** `<% ini-value k|ey %>` */
function inside(scan: ScanContext, code: number): ScanStep {
  const canOpenQuote = isSpace(scan.previous) || scan.previous === codes.equalsTo;
  if (isQuote(code) && canOpenQuote) {
    scan.quote = code;
    return go(scan, quoted);
  }
  if (code === codes.percentSign) return go(scan, afterPercent);
  return go(scan, isOpener(code) ? afterOpener : inside);
}

/** `<% ini-value key %|>` */
function afterPercent(scan: ScanContext, code: number): ScanStep {
  return code === scan.closer ? 'closed' : inside(scan, code);
}

/** `<% ini-value key <|% ini-value key %>` */
function afterOpener(scan: ScanContext, code: number): ScanStep {
  return code === codes.percentSign ? 'unclosed' : inside(scan, code);
}

/** `<% ini-include title="a| b" %>` */
function quoted(scan: ScanContext, code: number): ScanStep {
  if (code === scan.quote) return go(scan, inside);
  if (code === codes.backslash) return go(scan, afterBackslash);
  return go(scan, scan.atLineStart && isOpener(code) ? afterQuotedOpener : quoted);
}

/** `<% ini-include title="a\|" b" %>` */
function afterBackslash(scan: ScanContext): ScanStep {
  return go(scan, quoted);
}

/** Within quotes, at the start of a line: `<|% ini-value key %>` */
function afterQuotedOpener(scan: ScanContext, code: number): ScanStep {
  return code === codes.percentSign ? 'unclosed' : quoted(scan, code);
}

/** What stands at an offset of a text, and where it ends (exclusive). */
export interface Scan {
  readonly kind: 'closed' | 'unclosed' | 'escape' | 'foreign';
  /** Offset after all of it: after the closing tag, where a body follows. */
  readonly end: number;
  /** Offset after the tag itself. */
  readonly tagEnd: number;
  /** The text that the tag is about; `undefined` where it has none. */
  readonly body?: BodyScan | undefined;
  /** The tag's name in lower case; empty unless the kind is `closed` or `unclosed`. */
  readonly name: string;
}

/** Runs the scanner over a text with `\n` line ends, from an offset up to another. */
export function scanTag(text: string, from = 0, to: number = text.length): Scan {
  const scanner = new TagScanner();
  for (let offset = from; offset < to; offset++) {
    const kind = scanner.next(text.charCodeAt(offset));
    if (kind === 'continue') continue;
    const { name } = scanner;
    const tagEnd = kind === 'unclosed' || kind === 'foreign' ? offset : offset + 1;
    const hasBody = kind === 'closed' && scanner.takesBody;
    const body = hasBody ? scanBody(text, tagEnd, to, name) : undefined;
    return { kind, tagEnd, end: body?.end ?? tagEnd, body, name };
  }
  return { kind: scanner.end(), tagEnd: to, end: to, name: scanner.name };
}

function isSpace(code: number): boolean {
  return code === codes.space || code === codes.ht || code === codes.lf;
}

function isOpener(code: number): boolean {
  return code === codes.lessThan || code === codes.leftCurlyBrace;
}

function isQuote(code: number): boolean {
  return code === codes.quotationMark || code === codes.apostrophe;
}

function isNameCharacter(code: number): boolean {
  const isDigit = code >= codes.digit0 && code <= codes.digit9;
  const isUpper = code >= codes.uppercaseA && code <= codes.uppercaseZ;
  const isLower = code >= codes.lowercaseA && code <= codes.lowercaseZ;
  return isDigit || isUpper || isLower || code === codes.dash || code === codes.underscore;
}
