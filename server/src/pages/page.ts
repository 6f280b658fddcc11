import { html } from './html.ts';
import type { Markup } from './html.ts';

/** What a page of the server is made of. */
export interface Page {
  readonly title: string;
  /** `app.name`. */
  readonly appName: string;
  readonly main: Markup;
  /** Name of a further style sheet below `/assets`. */
  readonly style?: string;
}

/** A whole HTML document with the style of this server: no inline script or style, so that the strict policy holds. */
export function renderPage(page: Page): string {
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${page.title}</title>
          <link rel="icon" href="/assets/lockstep.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/assets/lockstep.css" />
          ${page.style === undefined ? '' : html`<link rel="stylesheet" href="/assets/${page.style}" />`}
        </head>
        <body>
          <header>
            <a href="/"
              ><img src="/assets/lockstep.svg" alt="" width="28" height="28" /> ${page.appName}</a
            >
          </header>
          <main>${page.main}</main>
        </body>
      </html> `,
  );
}
