import { expect } from 'vitest';
import { Browser } from './browser.ts';
import type { Page } from './browser.ts';
import type { Misbehaviour } from './misbehaving-provider.ts';
import { startWithMisbehaving } from './server.ts';

/** What a program asks with. */
export const AS_JSON = { headers: { accept: 'application/json' } };

/** Problem details (RFC 9457). */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

/** The problem that an answer is about; fails when it is about none. */
export function problemIn(page: Page): Problem {
  expect(page.headers.get('content-type')).toContain('application/problem+json');
  const body: Problem = JSON.parse(page.text);
  return body;
}

/** Signs in at a provider that misbehaves; the answer is the last one, and nobody is signed in unless it says so. */
export async function attempt(misbehaviour: Misbehaviour, settings = {}): Promise<Page> {
  const { origin, provider } = await startWithMisbehaving(settings);
  provider.misbehaviour = misbehaviour;
  const browser = new Browser();
  const start = await browser.request(`${origin}/auth/web/login`, AS_JSON);
  if (start.location === undefined) return start;
  const page = await browser.request(provider.authorize(start.location), AS_JSON);
  expect((await browser.me(origin)).authenticated).toBe(page.status === 303);
  return page;
}
