import { codes } from 'micromark-util-symbol';

/** The text of a claim and its closing tag have at most so many UTF-16 code units. */
export const MAX_BODY_LENGTH: number = 500;
/** The same bound in lines. */
export const MAX_BODY_LINES: number = 10;

/**
 * What a character does to a body:
 * - `continue`: it may belong to it
 * - `closed`: it is the last character of the closing tag
 * - `absent`: there is no body here, the tag before it stands alone
 */
export type BodyStep = 'continue' | 'closed' | 'absent';

/** One state of the scanner, as in `TagScanner`. */
type State = (scan: BodyContext, code: number) => BodyStep;

interface BodyContext {
  state: State;
  readonly name: string;
  /** How much of the name has been read. */
  matched: number;
  closer: number;
  isLineBlank: boolean;
  /** How much has been read. */
  length: number;
  /** How much stands before what may be the closing tag. */
  textLength: number;
}

/**
 * Looks behind a tag for the text that it makes a claim of, up to its closing tag, one character at a time: all hosts
 * share it, so that they agree. `body = text ("<%" | "{%") ws* "/" ws* name ws* ("%>" | "%}")`, where the text has no
 * opener in it. Any other opener ends the search, and so does a blank line; what is looked at twice is therefore never
 * more than what stands between two openers.
 */
export class BodyScanner {
  readonly #context: BodyContext;
  #lines = 1;

  /** @param name the name of the tag before the body */
  constructor(name: string) {
    this.#context = {
      state: inText,
      name,
      matched: 0,
      closer: codes.greaterThan,
      isLineBlank: false,
      length: 0,
      textLength: 0,
    };
  }

  /** Length of the text before the closing tag, once that is closed. */
  get textLength(): number {
    return this.#context.textLength;
  }

  /** Feeds a UTF-16 code unit; line ends of every kind are one line feed. After anything but `continue` it is over. */
  next(code: number): BodyStep {
    const context = this.#context;
    context.length++;
    if (code === codes.lf) this.#lines++;
    if (context.length > MAX_BODY_LENGTH || this.#lines > MAX_BODY_LINES) return 'absent';
    if (isBlankLine(context, code)) return 'absent';
    return context.state(context, code);
  }
}

/** Keeps track of the line so far. */
function isBlankLine(scan: BodyContext, code: number): boolean {
  const isBlank = scan.isLineBlank && code === codes.lf;
  scan.isLineBlank = code === codes.lf || (scan.isLineBlank && isSpace(code));
  return isBlank;
}

function go(scan: BodyContext, state: State): 'continue' {
  scan.state = state;
  return 'continue';
}

/** `30| minutes<% /ini-value %>`, where `|` stands before the character that the state takes. */
function inText(scan: BodyContext, code: number): BodyStep {
  if (code !== codes.lessThan && code !== codes.leftCurlyBrace) return 'continue';
  scan.closer = code === codes.lessThan ? codes.greaterThan : codes.rightCurlyBrace;
  scan.textLength = scan.length - 1;
  return go(scan, afterOpener);
}

/** `30 minutes<|% /ini-value %>`, or text: `a <| b` */
function afterOpener(scan: BodyContext, code: number): BodyStep {
  if (code === codes.percentSign) return go(scan, beforeSlash);
  scan.state = inText;
  return inText(scan, code);
}

/** `<% |/ini-value %>` */
function beforeSlash(scan: BodyContext, code: number): BodyStep {
  if (isSpace(code)) return 'continue';
  return code === codes.slash ? go(scan, inName) : 'absent';
}

/** `<% /ini-val|ue %>` */
function inName(scan: BodyContext, code: number): BodyStep {
  if (scan.matched === 0 && isSpace(code)) return 'continue';
  if (String.fromCharCode(code).toLowerCase() !== scan.name[scan.matched]) return 'absent';
  scan.matched++;
  return scan.matched === scan.name.length ? go(scan, beforeCloser) : 'continue';
}

/** `<% /ini-value |%>` */
function beforeCloser(scan: BodyContext, code: number): BodyStep {
  if (isSpace(code)) return 'continue';
  return code === codes.percentSign ? go(scan, inCloser) : 'absent';
}

/** `<% /ini-value %|>` */
function inCloser(scan: BodyContext, code: number): BodyStep {
  return code === scan.closer ? 'closed' : 'absent';
}

function isSpace(code: number): boolean {
  return code === codes.space || code === codes.ht || code === codes.lf;
}

/** The place of a body in a text. */
export interface BodyScan {
  /** Offset after the text, where the closing tag starts. */
  readonly textEnd: number;
  /** Offset after the closing tag. */
  readonly end: number;
}

/** Runs the scanner over a text with `\n` line ends, from the offset behind a tag; `undefined` where there is no body. */
export function scanBody(
  text: string,
  from: number,
  to: number,
  name: string,
): BodyScan | undefined {
  const scanner = new BodyScanner(name);
  for (let offset = from; offset < to; offset++) {
    const step = scanner.next(text.charCodeAt(offset));
    if (step === 'closed') return { textEnd: from + scanner.textLength, end: offset + 1 };
    if (step === 'absent') return undefined;
  }
  return undefined;
}
