import type { ScalarReader } from './reading.ts';

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const BLANK_OR_CONTROL = /[\s\p{Cc}]/u;

/** Schemes of the URL Standard that need `//` and a host; its parser would supply what is missing. */
const WITH_AUTHORITY: ReadonlySet<string> = new Set(['http', 'https', 'ws', 'wss', 'ftp']);

/** Whether a text is an absolute URL (WHATWG URL Standard), as written and not only after repair. */
function isUrl(text: string): boolean {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined || BLANK_OR_CONTROL.test(text) || !URL.canParse(text)) return false;
  return !WITH_AUTHORITY.has(scheme) || /^\/\/[^/?#\\]/.test(text.slice(scheme.length + 1));
}

/** Reads a URL setting; the text is kept as written. */
export const readUrl: ScalarReader = (text) =>
  isUrl(text) ? { value: text } : { expected: 'an absolute URL such as https://example.com' };
