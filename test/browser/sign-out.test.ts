import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Answer, MisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import { launchChromium, openPage, screenshot } from './support/chromium.ts';
import type { WatchedPage } from './support/chromium.ts';

/** Makes the ID token too long for an address. */
const PADDING = 'x'.repeat(5000);

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

interface Scene extends WatchedPage {
  readonly origin: string;
  readonly provider: MisbehavingProvider;
  /** Forms that the sign-out page of the provider got. */
  readonly forms: readonly URLSearchParams[];
}

/** A provider with pages: it signs in without asking, and its sign-out page leads back. */
async function open(options: Parameters<typeof openPage>[1] = {}): Promise<Scene> {
  const { origin, provider } = await startWithMisbehaving();
  const forms: URLSearchParams[] = [];
  const authorize: Answer = (response) => {
    const target = provider.authorize(provider.issuer + (response.req.url ?? ''));
    response.writeHead(303, { location: target }).end();
  };
  const end: Answer = (response) => {
    let text = '';
    response.req.on('data', (chunk: Buffer) => (text += chunk.toString()));
    response.req.on('end', () => {
      forms.push(new URLSearchParams(text));
      const location = forms.at(-1)?.get('post_logout_redirect_uri') ?? '';
      response.writeHead(303, { location }).end();
    });
  };
  provider.misbehaviour = {
    claims: (claims) => ({ ...claims, padding: PADDING }),
    discovery: (document) => ({ ...document, end_session_endpoint: `${provider.issuer}/end` }),
    answers: { '/authorize': authorize, '/end': end },
  };
  const watched = await openPage(browser, options);
  onTestFinished(() => watched.page.context().close());
  return { ...watched, origin, provider, forms };
}

function expectWholeForm({ forms, origin }: Scene): void {
  expect(forms).toHaveLength(1);
  expect(forms[0]?.get('post_logout_redirect_uri')).toBe(`${origin}/`);
  expect(forms[0]?.get('id_token_hint')?.length).toBeGreaterThan(PADDING.length);
  expect(forms[0]?.get('client_id')).toBe('lockstep');
}

it('signing out with a long ID token goes by a form that sends itself, to the provider and back', async () => {
  const scene = await open();
  const { page, origin, complaints } = scene;
  await page.goto(`${origin}/auth/web/login`);
  await page.getByText('Signed in as Alice').waitFor();
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are not signed in.').waitFor();
  expectWholeForm(scene);
  expect(page.url()).toBe(`${origin}/`);
  expect(Math.max(...addresses.map(({ length }) => length))).toBeLessThan(500);
  expect(complaints).toEqual([]);
});

it('without scripts the page has a button for it, and a way to stay', async () => {
  const scene = await open({ javaScriptEnabled: false });
  const { page, origin, complaints } = scene;
  await page.goto(`${origin}/auth/web/login`);
  const me: { readonly csrf_token: string } = await (
    await page.request.get(`${origin}/auth/web/me`)
  ).json();
  const out = await page.request.post(`${origin}/auth/web/logout`, {
    headers: { origin, 'x-csrf-token': me.csrf_token },
  });
  const { provider_logout_url: url }: { readonly provider_logout_url: string } = await out.json();
  await page.goto(url);
  await page.getByRole('heading', { name: 'Signed out here' }).waitFor();
  expect(await page.getByRole('link', { name: 'Stay signed in there' }).isVisible()).toBe(true);
  await screenshot(page, 'sign-out-continue');
  await page.getByRole('button', { name: 'Sign out there too' }).click();
  await page.waitForURL(`${origin}/`);
  expectWholeForm(scene);
  expect(complaints).toEqual([]);
});
