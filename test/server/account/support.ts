import { Browser, signIn } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';

/** A browser in which somebody has signed in. */
export async function signedIn(origin: string, user = 'alice'): Promise<Browser> {
  const browser = new Browser();
  await signIn(browser, origin, user);
  return browser;
}

/** The targets of the links on a page, in order. */
export function linksOf({ text, url }: Page): readonly string[] {
  const targets = text.matchAll(/<a\s[^>]*href="([^"]*)"/gu);
  return Array.from(targets, ([, target = '']) => new URL(target, url).pathname);
}

/** The only form of a page. */
export interface PageForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads the form of a page as a browser would. */
export function formOf({ text, url }: Page): PageForm {
  const action = /<form method="post" action="([^"]+)"/u.exec(text)?.[1];
  if (action === undefined) throw new Error(`No form at ${url}`);
  const fields = text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu);
  return {
    action: new URL(action, url).href,
    fields: Object.fromEntries(Array.from(fields, ([, name = '', value = '']) => [name, value])),
  };
}

/** Sends the form of a page. */
export function submit(
  browser: Browser,
  page: Page,
  changes: {
    readonly fields?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Page> {
  const { action, fields } = formOf(page);
  return browser.request(action, {
    form: changes.fields ?? fields,
    headers: { origin: new URL(page.url).origin, ...changes.headers },
  });
}

/** The page that asks whether to end the first of the other sessions. */
export async function askToEndOther(browser: Browser, origin: string): Promise<Page> {
  const account = await browser.request(`${origin}/account`);
  const path = linksOf(account).find((link) => link.startsWith('/account/sessions/'));
  if (path === undefined) throw new Error('There is no other session');
  return browser.request(`${origin}${path}`);
}
