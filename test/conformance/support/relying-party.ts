import { expect, it } from 'vitest';
import { Browser } from '../../server/bff/support/browser.ts';
import type { Page } from '../../server/bff/support/browser.ts';
import type {
  Misbehaviour,
  MisbehavingProvider,
} from '../../server/bff/support/misbehaving-provider.ts';
import { startWithMisbehaving } from '../../server/bff/support/server.ts';
import type { TestServer } from '../../server/bff/support/server.ts';

const JSON_PLEASE = { accept: 'application/json' };

/** The server as a relying party, a provider that obeys the test, and a browser between them. */
export interface RelyingParty extends TestServer {
  readonly provider: MisbehavingProvider;
  readonly browser: Browser;
}

/** An answer in a few words: where it leads to, or the type of its problem. */
export function outcomeOf({ status, location, headers, text }: Page): string {
  if (location !== undefined) return `${status}`;
  if (headers.get('content-type')?.startsWith('application/problem+json') !== true)
    return `${status}`;
  const { type }: { readonly type: string } = JSON.parse(text);
  return `${status} ${type.replace('/problems/', '')}`;
}

export async function startRelyingParty(settings = {}): Promise<RelyingParty> {
  return { ...(await startWithMisbehaving(settings)), browser: new Browser() };
}

/** Goes to the provider and back; the answer is that of the callback, or of the login that did not get so far. */
export async function signIn({ origin, provider, browser }: RelyingParty): Promise<Page> {
  const start = await browser.request(`${origin}/auth/web/login`, { headers: JSON_PLEASE });
  if (start.location === undefined) return start;
  return browser.request(provider.authorize(start.location), { headers: JSON_PLEASE });
}

/** A state-changing request of the server's own page. */
export async function post(rp: RelyingParty, path: string): Promise<Page> {
  const { csrf_token: token } = await rp.browser.me(rp.origin);
  return rp.browser.request(rp.origin + path, {
    method: 'POST',
    headers: { ...JSON_PLEASE, origin: rp.origin, 'x-csrf-token': token ?? '' },
  });
}

/** What a relying party makes of a provider that misbehaves in one way. */
export interface Case {
  /** Name of the module in the OpenID conformance suite, or of the case. */
  readonly module: string;
  readonly misbehaviour: Misbehaviour;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Done with the provider before. */
  readonly prepare?: (provider: MisbehavingProvider) => Promise<void>;
  /** @default '502 provider-response-invalid' */
  readonly outcome?: string;
}

/** A case that has run. */
export interface Tried extends RelyingParty {
  /** The answer in a few words, and whether somebody is signed in who must not be, or the other way round. */
  readonly outcome: string;
}

/** Runs a case. */
export async function attempt(one: Omit<Case, 'module' | 'outcome'>): Promise<Tried> {
  const rp = await startRelyingParty(one.settings);
  await one.prepare?.(rp.provider);
  rp.provider.misbehaviour = one.misbehaviour;
  const page = await signIn(rp);
  const { authenticated } = await rp.browser.me(rp.origin);
  const isRight = authenticated === (page.status === 303);
  return {
    ...rp,
    outcome: `${outcomeOf(page)}${isRight ? '' : `, and signed in: ${authenticated}`}`,
  };
}

/** Registers a test of each case, with its name. */
export function testEach(cases: readonly Case[]): void {
  it.each(cases.map((one) => [one.module, one] as const))('%s', async (_module, one) => {
    const { outcome = '502 provider-response-invalid' } = one;
    expect((await attempt(one)).outcome).toBe(outcome);
  });
}

/** Sets claims, or parameters; `undefined` takes one away. */
export const set =
  (changes: object) =>
  (honest: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
    ...honest,
    ...changes,
  });

/** Sets a claim to a time, so many seconds from the moment when the token is made. */
export const setTime =
  (name: string, offset: number) =>
  (honest: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
    ...honest,
    [name]: inSeconds(offset),
  });

/** Seconds since the epoch, so many from now. */
export const inSeconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;
