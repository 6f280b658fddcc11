import { expect } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import { until } from '../server/redis/redis-server.ts';
import type { Fleet } from './fleet.ts';
import { JSON_PLEASE, signIn } from './support.ts';

/** Signs people in, each with a browser and a name of their own. */
export async function signInAll(fleet: Fleet, count: number): Promise<readonly Browser[]> {
  const browsers: Browser[] = [];
  for (let place = 0; place < count; place += 1) {
    const sub = `user-${place}`;
    fleet.provider.misbehaviour = {
      claims: (honest) => ({ ...honest, sub }),
      userInfo: (honest) => ({ ...honest, sub }),
    };
    const browser = new Browser();
    const page = await signIn(browser, fleet.origin, fleet.provider);
    expect(page.status, page.text).toBe(303);
    browsers.push(browser);
  }
  fleet.provider.misbehaviour = {};
  return browsers;
}

/** People who ask who they are, again and again, each after the answer to the question before. */
export class Load {
  /** How often an answer was a given one: `200 true` is "signed in". */
  readonly answers: Record<string, number> = {};
  readonly #people: Promise<unknown>;
  #isOver = false;
  #count = 0;

  constructor(browsers: readonly Browser[], origin: string) {
    this.#people = Promise.all(browsers.map((browser) => this.#ask(browser, origin)));
  }

  /** Resolves when so many more questions were answered. */
  async answered(more: number): Promise<void> {
    const goal = this.#count + more;
    await until(() => Promise.resolve(this.#count >= goal));
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#people;
  }

  async #ask(browser: Browser, origin: string): Promise<void> {
    while (!this.#isOver) {
      const { status, text } = await browser.request(`${origin}/auth/web/me`, JSON_PLEASE);
      const body: { readonly authenticated?: unknown } = status === 200 ? JSON.parse(text) : {};
      const answer = `${status} ${String(body.authenticated)}`;
      this.answers[answer] = (this.answers[answer] ?? 0) + 1;
      this.#count += 1;
    }
  }
}
