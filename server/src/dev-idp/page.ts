import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { html, Markup } from '../pages/html.ts';

const STYLE = `:root{color-scheme:light dark;--ground:#f6f7fb;--surface:#fff;--ink:#1a2033;--muted:#5a6380;--line:#868ea6;--accent:#2f5bea;--accent-ink:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#11141d;--surface:#1a1f2d;--ink:#e9ecf5;--muted:#a2abc4;--line:#7a8299;--accent:#8aa6ff;--accent-ink:#11141d}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
main{width:min(26rem,100%);padding:2rem 1.5rem}
h1{margin:0 0 .5rem;font-size:1.75rem;line-height:1.2}
form{display:grid;gap:.75rem;margin:1.5rem 0}
#op\\.logoutForm{display:none}
label{display:grid;gap:.25rem}
button,input{min-height:2.75rem;padding:.5rem 1rem;font:inherit;border:1px solid var(--line);border-radius:.6rem;background:var(--surface);color:inherit}
button{cursor:pointer;font-weight:600}
.main{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
small{color:var(--muted)}
.error{border-left:.25rem solid;padding-left:.75rem}`;

/** In one piece: the policy names the hash of exactly this content. */
const STYLE_ELEMENT = new Markup(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * No script runs, nothing is loaded, not even an icon. `form-action` is left out: browsers apply it to the redirects after a form too, and
 * those lead back to the client.
 */
const PAGE_POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`;

/** A whole page of the embedded provider. */
export function page(title: string, body: Markup): string {
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          <link rel="icon" href="data:," />
          ${STYLE_ELEMENT}
        </head>
        <body>
          <main>
            <h1>${title}</h1>
            ${body}
            <p><small>Embedded provider for development. Its users have no password.</small></p>
          </main>
        </body>
      </html> `,
  );
}

/** Answers with a page. */
export function sendPage(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': PAGE_POLICY,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

/** Shows a page where the library answers itself. */
export function showPage(context: KoaContextWithOIDC, title: string, body: Markup): void {
  context.type = 'html';
  context.set('Content-Security-Policy', PAGE_POLICY);
  context.body = page(title, body);
}
