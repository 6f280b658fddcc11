/**
 * The Content Security Policy of the site. Its inline scripts are known, because it is built: they are allowed by hash.
 * Its components set `style` attributes, which no hash can allow, so inline styles are allowed here and nowhere else.
 *
 * @param scriptHashes sources such as `'sha256-…'`
 */
export function sitePolicy(scriptHashes: readonly string[]): string {
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...scriptHashes].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');
}
