import type { MisbehavingProvider } from '../../server/bff/support/misbehaving-provider.ts';
import { ask } from '../../server/http/support.ts';
import type { Answer, Question } from '../../server/http/support.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** Where a visitor goes. */
export interface Place {
  /** The socket: `http://127.0.0.1:PORT`. */
  readonly address: string;
  /** What browsers know it by. */
  readonly origin: string;
}

/** The body of `/auth/web/me`. */
interface Me {
  readonly authenticated: boolean;
  readonly user: Readonly<Record<string, unknown>> | null;
  readonly csrf_token: string | null;
}

/**
 * A browser with cookies that sends headers exactly as they are given, `Host`, `Origin` and `User-Agent` included.
 * A header that is `undefined` is left out.
 */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #place: Place;
  readonly #own: Headers;

  constructor(place: Place, own: Headers = {}) {
    this.#place = place;
    const { host, protocol } = new URL(place.origin);
    this.#own = {
      host,
      accept: 'application/json',
      'user-agent': 'replay/1',
      'x-forwarded-proto': protocol === 'https:' ? 'https' : undefined,
      ...own,
    };
  }

  async get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('GET', path, headers);
  }

  async send(method: string, path: string, headers: Headers = {}, body?: string): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { ...this.#own, cookie: cookie === '' ? undefined : cookie, ...headers };
    const question: Question = {
      method,
      headers: given(all),
      ...(body === undefined ? {} : { body }),
    };
    const answer = await ask(this.#place.address, path, question);
    for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line);
    return answer;
  }

  /** A request of the server's own page: with its origin and a CSRF token, unless `headers` say otherwise. */
  async post(path: string, headers: Headers = {}, method = 'POST'): Promise<Answer> {
    const { csrf_token: token } = await this.me();
    const own = { origin: this.#place.origin, 'x-csrf-token': token ?? undefined };
    return this.send(method, path, { ...own, ...headers });
  }

  async me(headers: Headers = {}): Promise<Me> {
    const { status, text } = await this.get('/auth/web/me', headers);
    if (status !== 200) throw new Error(`/auth/web/me answered ${status}`);
    const me: Me = JSON.parse(text);
    return me;
  }

  /** `signed in` or `not signed in`, as `/auth/web/me` has it. */
  async who(headers: Headers = {}): Promise<string> {
    return (await this.me(headers)).authenticated ? 'signed in' : 'not signed in';
  }

  /** Starts a sign-in; the answer is the redirect to the provider, or why there is none. */
  async login(query = ''): Promise<Answer> {
    return this.get(`/auth/web/login${query}`);
  }

  /** Goes on from a redirect to the provider: the path of the callback, with its parameters. */
  callbackOf({ headers }: Answer, provider: MisbehavingProvider): string {
    const { pathname, search } = new URL(provider.authorize(headers.location ?? ''));
    return pathname + search;
  }

  /** A whole sign-in; the answer is that of the callback, or of the login that did not get so far. */
  async signIn(provider: MisbehavingProvider, query = ''): Promise<Answer> {
    const start = await this.login(query);
    return start.status === 303 ? this.get(this.callbackOf(start, provider)) : start;
  }

  /** A second browser with the same cookies: what a thief has. */
  twin(own: Headers = {}): Visitor {
    const twin = new Visitor(this.#place, { ...this.#own, ...own });
    for (const [name, value] of this.cookies) twin.cookies.set(name, value);
    return twin;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(name.length + 1));
  }
}

function given(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
