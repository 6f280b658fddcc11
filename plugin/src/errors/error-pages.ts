import { readdirSync, readFileSync } from 'node:fs';
import { packageVersion } from '../sources/package-version.ts';

/** One page for each code: `errors/unknown-key.md` beside `src` and `dist`, and in the published package. */
const PAGES = new URL('../../errors/', import.meta.url);
const FRONT_MATTER = /^---\n[\s\S]*?\n---\n+/;

let codes: ReadonlySet<string> | undefined;

/** Every code that has a page. */
export function errorCodes(): ReadonlySet<string> {
  codes ??= new Set(
    readdirSync(PAGES)
      .filter((name) => name.endsWith('.md'))
      .map((name) => name.slice(0, -'.md'.length)),
  );
  return codes;
}

/** The page of a code, as Markdown without its front matter; `undefined` where there is none. */
export function readErrorPage(code: string): string | undefined {
  if (!errorCodes().has(code)) return undefined;
  return readFileSync(new URL(`${code}.md`, PAGES), 'utf8').replace(FRONT_MATTER, '');
}

/**
 * Where the page of a code can be read; `undefined` where a code has none, as those of other people's renderers.
 *
 * @param base the option `errorPages`; the code is appended. Without it, the page of the very version that is installed,
 *   as npm has it
 */
export function errorPageUrl(code: string, base?: string): string | undefined {
  if (!errorCodes().has(code)) return undefined;
  if (base !== undefined) return `${base}${code}`;
  return `https://unpkg.com/docusaurus-plugin-lockstep@${packageVersion()}/errors/${code}.md`;
}
