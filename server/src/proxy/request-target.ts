import { ProblemError } from '../kernel/problem-details.ts';

/** Origin of a request target in absolute form (RFC 9112, section 3.2.2); the request gate has looked at its host. */
const ABSOLUTE_FORM = /^https?:\/\/[^/?#]*/iu;
/** Everything but visible ASCII, and the two characters that no request target has. */
const FOREIGN = /[^\x21-\x7e]|[\\#]/u;
/** Separators and control characters that hide behind an encoding, and encodings of encodings. */
const HIDDEN = /%(?:2f|5c|3b|[01][0-9a-f]|7f|25[0-9a-f]{2})/iu;
/** A segment that leads elsewhere. */
const DOT_SEGMENT = /(?:^|[/\\])\.{1,2}(?=[/\\]|$)/u;

/** A request target as it was sent: it is matched and forwarded in the same spelling. */
export interface RequestTarget {
  readonly path: string;
  /** With its `?`; empty when there is none. */
  readonly query: string;
}

/**
 * Splits a request target without decoding it. What two programs could read as two different paths is refused, so that
 * what is forwarded is what was matched: dot segments, empty segments, path parameters (`;`), separators and control
 * characters in any encoding, text that is no UTF-8, and letters that Unicode's compatibility forms turn into these.
 *
 * @throws ProblemError `bad-request`
 */
export function readRequestTarget(target: string): RequestTarget {
  const text = target.replace(ABSOLUTE_FORM, '');
  const end = text.indexOf('?');
  const path = end === -1 ? text : text.slice(0, end);
  const isRefused = FOREIGN.test(text) || HIDDEN.test(path) || isAmbiguous(path);
  if (!isRefused) return { path, query: end === -1 ? '' : text.slice(end) };
  throw new ProblemError('bad-request', {
    detail: 'The path has segments or characters that could be read in more than one way.',
  });
}

function isAmbiguous(path: string): boolean {
  if (path.includes('//') || path.includes(';')) return true;
  const decoded = decode(path);
  if (decoded === undefined) return true;
  const folded = decoded.normalize('NFKC');
  return DOT_SEGMENT.test(folded) || separators(folded) !== separators(path);
}

function separators(text: string): number {
  return text.split(/[/\\;]/u).length;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
