const TAG =
  /<(?:\/[A-Za-z][A-Za-z0-9-]*\s*|[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\s]+|'[^']*'|"[^"]*"))?)*\s*\/?)>/y;
const ADDRESS =
  /<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\p{Cc} ]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)>/uy;

/** What starts and ends HTML that is no element, with the least offset of the end. */
const ENCLOSED: readonly {
  readonly open: RegExp;
  readonly close: string;
  readonly from: number;
}[] = [
  // `<!-->` and `<!--->` are comments.
  { open: /<!--/y, close: '-->', from: 2 },
  { open: /<\?/y, close: '?>', from: 2 },
  { open: /<!\[CDATA\[/y, close: ']]>', from: 9 },
  { open: /<![A-Za-z]/y, close: '>', from: 2 },
];

/** Finds raw HTML in running text (CommonMark 0.31, section 6.6). Looks for each kind of end once past the last one. */
export class HtmlFinder {
  readonly #text: string;
  /** Ends that do not come any more. */
  readonly #absent = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset after the element, comment or declaration that starts here; `undefined` where there is none. */
  end(start: number): number | undefined {
    const element = match(TAG, this.#text, start);
    if (element !== undefined) return element;
    for (const { open, close, from } of ENCLOSED) {
      if (match(open, this.#text, start) === undefined) continue;
      if (this.#absent.has(close)) return undefined;
      const end = this.#text.indexOf(close, start + from);
      if (end !== -1) return end + close.length;
      this.#absent.add(close);
      return undefined;
    }
    return undefined;
  }
}

/** Offset after `<https://example.com>` or `<a@example.com>`; `undefined` where there is none. */
export function autolinkEnd(text: string, start: number): number | undefined {
  return match(ADDRESS, text, start);
}

function match(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
