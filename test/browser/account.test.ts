import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../server/src/app/start-server.ts';
import { launchChromium, openPage, screenshot } from './support/chromium.ts';
import type { WatchedPage } from './support/chromium.ts';
import { focusedText, hasVisibleFocus, widthBeyondWindow } from './support/measure.ts';
import { startExampleServer } from './support/server.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCHEMES = ['light', 'dark'] as const;
/** As high as the page, so that pictures show all of it. */
const DESKTOP = { width: 1280, height: 1200 };
const PHONE = { width: 390, height: 1700 };
const NARROW = { width: 320, height: 640 };
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startExampleServer()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

/** Opens the account page in a profile of its own, which leads to the provider and back. */
async function signedIn(options: BrowserContextOptions = {}, user = 'Alice'): Promise<WatchedPage> {
  const watched = await openPage(browser, options);
  onTestFinished(() => watched.page.context().close());
  await watched.page.goto(`${server.url}/account`);
  await watched.page.getByRole('button', { name: user }).click();
  await watched.page.waitForURL(`${server.url}/account`);
  return watched;
}

/** Ends what earlier tests have left. */
async function signOutOthers(page: Page): Promise<void> {
  await page.goto(`${server.url}/account/others`);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByRole('status').waitFor();
  await page.goto(`${server.url}/account`);
}

const cards = (page: Page): ReturnType<Page['locator']> => page.getByRole('listitem');

/** Violations of WCAG 2.2 A and AA and of best practices, as axe names them. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate<readonly string[]>(
    `axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  );
}

it('shows both browsers, and the one that is signed out from the other is so at its next request', async () => {
  const here = await signedIn();
  await signOutOthers(here.page);
  const there = await signedIn({ userAgent: FIREFOX });
  await there.page.goto(server.url);
  await there.page.getByText('Signed in as Alice').waitFor();

  await here.page.reload();
  expect(await cards(here.page).count()).toBe(2);
  expect(await cards(here.page).first().textContent()).toContain('This browser');
  expect(await cards(here.page).nth(1).textContent()).not.toContain('This browser');
  await here.page.getByRole('link', { name: 'Sign out Firefox on Windows' }).click();
  await here.page.getByRole('heading', { name: 'Sign out Firefox on Windows?' }).waitFor();
  await here.page.getByRole('button', { name: 'Sign out' }).click();
  await here.page.getByRole('status').getByText('1 session was signed out.').waitFor();
  expect(await here.page.title()).toContain('1 session was signed out.');
  expect(await cards(here.page).count()).toBe(1);

  await there.page.goto(server.url);
  await there.page.getByText('You are not signed in.').waitFor();
  await here.page.goto(server.url);
  await here.page.getByText('Signed in as Alice').waitFor();
  expect([...here.complaints, ...there.complaints]).toEqual([]);
});

it('signs out everywhere else', async () => {
  const here = await signedIn();
  await signedIn({ userAgent: FIREFOX });
  await signedIn({ userAgent: IPHONE });
  await here.page.goto(server.url);
  await here.page.getByRole('link', { name: /^Your account/ }).click();
  await here.page.getByRole('link', { name: 'Sign out everywhere else' }).click();
  await here.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await here.page.getByRole('status').waitFor();
  expect(await cards(here.page).count()).toBe(1);
  expect(await here.page.getByRole('link', { name: 'Sign out everywhere else' }).count()).toBe(0);
  expect(here.complaints).toEqual([]);
});

it('signs out everywhere, here too', async () => {
  const here = await signedIn();
  const there = await signedIn({ userAgent: FIREFOX });
  await here.page.reload();
  await here.page.getByRole('link', { name: 'Sign out everywhere', exact: true }).click();
  await here.page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await here.page.waitForURL(/\/session\/end\?/);
  for (const { page } of [here, there]) {
    const me = await page.request.get(`${server.url}/auth/web/me`);
    expect(await me.json()).toMatchObject({ authenticated: false });
  }
  expect([...here.complaints, ...there.complaints]).toEqual([]);
});

it('works without JavaScript, signing out of this browser included', async () => {
  const here = await signedIn({ javaScriptEnabled: false });
  await signedIn({ userAgent: IPHONE });
  await here.page.reload();
  await here.page.getByRole('link', { name: 'Sign out Safari on iOS' }).first().click();
  await here.page.getByRole('button', { name: 'Sign out' }).click();
  await here.page.getByRole('status').waitFor();
  await cards(here.page).first().getByRole('link', { name: 'Sign out' }).click();
  await here.page.getByRole('button', { name: 'Sign out' }).click();
  await here.page.waitForURL(/\/session\/end\?/);
  const me = await here.page.request.get(`${server.url}/auth/web/me`);
  expect(await me.json()).toMatchObject({ authenticated: false });
  expect(here.complaints).toEqual([]);
});

it('is found signed in by a link on another site, where the cookie does not come along', async () => {
  const { page } = await signedIn();
  await page.route('http://elsewhere.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${server.url}/account">go</a>` }),
  );
  await page.goto('http://elsewhere.example/');
  await page.getByRole('link').click();
  await page.waitForURL(`${server.url}/account?arrived`);
  expect(await page.getByText('This browser', { exact: true }).count()).toBe(1);
});

describe.each(SCHEMES)('in %s', (colorScheme) => {
  it('has no violation that axe finds, and looks right', async () => {
    const here = await signedIn({ colorScheme, viewport: DESKTOP });
    const { page } = here;
    await signOutOthers(page);
    await signedIn({ userAgent: FIREFOX });
    await signedIn({ userAgent: IPHONE });
    await page.reload();
    expect(await violations(page)).toEqual([]);
    await screenshot(page, `account-${colorScheme}`);
    await page.getByRole('link', { name: 'Sign out Safari on iOS' }).click();
    expect(await violations(page)).toEqual([]);
    await screenshot(page, `account-confirm-${colorScheme}`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('status').waitFor();
    expect(await violations(page)).toEqual([]);
    await screenshot(page, `account-ended-${colorScheme}`);
    await page.goto(`${server.url}/account/others`);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(`document.querySelector('input[name=csrf_token]').value = 'x'`);
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByRole('heading', { name: 'This page is out of date' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/account`);
    expect(await violations(page)).toEqual([]);
    await screenshot(page, `account-phone-${colorScheme}`);
    expect(here.complaints).toEqual([expect.stringContaining('403 (Forbidden)')]);
  });
});

it("shows times in the browser's zone", async () => {
  const { page } = await signedIn({ timezoneId: 'Asia/Tokyo' });
  const times = await page.locator('time').all();
  expect(times.length).toBeGreaterThan(2);
  const tokyo = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  });
  const texts = await Promise.all(times.map((time) => time.textContent()));
  const said = await Promise.all(times.map((time) => time.getAttribute('datetime')));
  expect(texts).toEqual(said.map((time) => tokyo.format(new Date(time ?? ''))));
});

it('works with the keyboard alone', async () => {
  const { page, complaints } = await signedIn();
  await signOutOthers(page);
  await signedIn({ userAgent: FIREFOX });
  await page.reload();
  const stops: string[] = [];
  for (let press = 0; press < 5; press += 1) {
    await page.keyboard.press('Tab');
    stops.push(await focusedText(page));
    expect(await hasVisibleFocus(page)).toBe(true);
  }
  expect(stops).toEqual([
    'Lockstep',
    'Sign out everywhere else',
    'Sign out everywhere',
    'Sign out',
    'Sign out',
  ]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign out Firefox on Windows?' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focusedText(page)).toBe('Sign out');
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  expect(complaints).toEqual([]);
});

it('keeps buttons, focus and the current session recognisable in forced colours', async () => {
  const { page } = await signedIn({ forcedColors: 'active' });
  await signedIn({ userAgent: FIREFOX });
  await page.reload();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Tab');
  expect(await hasVisibleFocus(page)).toBe(true);
  const button = `document.querySelector('a[href="/account/others"]')`;
  const edge = await page.evaluate<string>(`getComputedStyle(${button}).borderTopStyle`);
  expect(edge).toBe('solid');
  expect(await cards(page).first().getByText('This browser').count()).toBe(1);
});

it('fits into 320 pixels', async () => {
  const { page } = await signedIn({ viewport: NARROW });
  await signedIn({ userAgent: FIREFOX });
  await page.reload();
  expect(await widthBeyondWindow(page)).toBe(0);
  await page.getByRole('link', { name: 'Sign out Firefox on Windows' }).first().click();
  expect(await widthBeyondWindow(page)).toBe(0);
  await page.goto(`${server.url}/account/others`);
  expect(await widthBeyondWindow(page)).toBe(0);
});
