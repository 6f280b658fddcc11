import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { html, Markup } from '../pages/html.ts';

const STYLE = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}
main{box-sizing:border-box;width:min(26rem,100%);padding:2rem 1.5rem}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}
form{display:grid;gap:.75rem;margin:1.5rem 0}
label{display:grid;gap:.25rem}
button,input{box-sizing:border-box;min-height:2.75rem;padding:.5rem 1rem;font:inherit;border:1px solid GrayText;border-radius:.5rem}
button{cursor:pointer}
:focus-visible{outline:3px solid Highlight;outline-offset:2px}
.error{border-left:.25rem solid;padding-left:.75rem}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * No script runs, nothing is loaded. `form-action` is left out: browsers apply it to the redirects after a form too, and
 * those lead back to the client.
 */
export const PAGE_POLICY: string = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`;

/** A whole page of the embedded provider. */
export function page(title: string, body: Markup): string {
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          <style>
            ${new Markup(STYLE)}
          </style>
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
