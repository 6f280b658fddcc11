import { CookieJar } from 'tough-cookie';

/** What a request adds to the defaults of a navigation. */
export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
}

/** A response, read to its end. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The absolute target of a redirect. */
  readonly location: string | undefined;
  readonly cookies: readonly string[];
}

const MAX_REDIRECTS = 12;

/** A cookie jar that speaks HTTP. Redirects are followed by hand, so that each answer can be looked at. */
export class Browser {
  readonly jar: CookieJar = new CookieJar();
  /** Everything that was received, for scans. */
  readonly pages: Page[] = [];

  async request(url: string, options: RequestOptions = {}): Promise<Page> {
    const body = options.form === undefined ? undefined : new URLSearchParams(options.form);
    const cookie = await this.jar.getCookieString(url);
    const response = await fetch(url, {
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...options.headers },
      ...(body === undefined ? {} : { body }),
    });
    const cookies = response.headers.getSetCookie();
    for (const text of cookies) await this.jar.setCookie(text, url, { ignoreError: true });
    const target = response.headers.get('location');
    const page = {
      url,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: target === null ? undefined : new URL(target, url).href,
      cookies,
    };
    this.pages.push(page);
    return page;
  }

  /** Follows redirects until there is none, or until one leads to an address that `stop` accepts. */
  async follow(start: Page, stop: (location: string) => boolean = () => false): Promise<Page> {
    let page = start;
    for (let step = 0; page.location !== undefined && !stop(page.location); step += 1) {
      if (step === MAX_REDIRECTS) throw new Error(`Redirects without end at ${page.url}`);
      page = await this.request(page.location);
    }
    return page;
  }

  /** What `/auth/web/me` says to this browser. */
  async me(origin: string): Promise<Me> {
    const page = await this.request(`${origin}/auth/web/me`, {
      headers: { accept: 'application/json' },
    });
    if (page.status !== 200) throw new Error(`/auth/web/me answered ${page.status}`);
    const me: Me = JSON.parse(page.text);
    return me;
  }

  /** The cookies for an address, by name. */
  async cookies(origin: string): Promise<ReadonlyMap<string, string>> {
    const cookies = await this.jar.getCookies(origin);
    return new Map(cookies.map(({ key, value }) => [key, value]));
  }

  /** A second browser with the same cookies: what a thief has. */
  async clone(): Promise<Browser> {
    const twin = new Browser();
    const { cookies } = await this.jar.serialize();
    for (const cookie of cookies) {
      await twin.jar.setCookie(
        `${cookie.key}=${cookie.value}; Path=/`,
        `http://${String(cookie['domain'])}`,
      );
    }
    return twin;
  }
}

/** The body of `/auth/web/me`. */
export interface Me {
  readonly authenticated: boolean;
  readonly user: Readonly<Record<string, unknown>> | null;
  readonly csrf_token: string | null;
  readonly expires_at: string | null;
}

/** Signs a user in through the pages of the embedded provider; the answer is that of the callback. */
export async function signIn(
  browser: Browser,
  origin: string,
  user: string,
  query = '',
): Promise<Page> {
  const callback = await toCallback(browser, origin, user, query);
  return browser.request(callback);
}

/** Goes through the provider's pages and stops before the callback, whose address it returns. */
export async function toCallback(
  browser: Browser,
  origin: string,
  user: string,
  query = '',
): Promise<string> {
  const isCallback = (location: string): boolean =>
    location.startsWith(`${origin}/auth/web/callback`);
  const start = await browser.request(`${origin}/auth/web/login${query}`);
  const asked = await browser.follow(start, isCallback);
  if (asked.location !== undefined) return asked.location;
  const answered = await browser.follow(
    await browser.request(asked.url, { form: { user } }),
    isCallback,
  );
  if (answered.location === undefined)
    throw new Error(`No callback: ${answered.status} ${answered.text}`);
  return answered.location;
}

/** Signs out as a page of the server would. */
export async function signOut(browser: Browser, origin: string): Promise<Page> {
  const { csrf_token: token } = await browser.me(origin);
  return browser.request(`${origin}/auth/web/logout`, {
    method: 'POST',
    headers: {
      origin,
      accept: 'application/json',
      ...(token === null ? {} : { 'x-csrf-token': token }),
    },
  });
}
