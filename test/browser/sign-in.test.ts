import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../server/src/app/start-server.ts';
import { launchChromium, openPage, screenshot } from './support/chromium.ts';
import { focusedText, hasVisibleFocus, widthBeyondWindow } from './support/measure.ts';
import { startExampleServer } from './support/server.ts';

const SCHEMES = ['light', 'dark'] as const;
const PHONE = { width: 375, height: 667 };

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startExampleServer()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

async function me(page: Page): Promise<Readonly<Record<string, unknown>>> {
  const response = await page.request.get(`${server.url}/auth/web/me`);
  return JSON.parse(await response.text());
}

async function open(options: Parameters<typeof openPage>[1]): ReturnType<typeof openPage> {
  const watched = await openPage(browser, options);
  onTestFinished(() => watched.page.context().close());
  return watched;
}

describe.each(SCHEMES)('in %s', (colorScheme) => {
  it('alice signs in, sees who she is, opens the documentation and signs out', async () => {
    const { page, complaints } = await open({ colorScheme });
    await page.goto(server.url);
    await page.getByText('You are not signed in.').waitFor();
    await screenshot(page, `home-${colorScheme}`);

    await page.goto(`${server.url}/auth/web/login`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await screenshot(page, `sign-in-${colorScheme}`);
    await page.getByRole('button', { name: 'Alice' }).click();
    await page.waitForURL(`${server.url}/`);
    await page.getByText('Signed in as Alice').waitFor();
    await screenshot(page, `signed-in-${colorScheme}`);
    expect(await me(page)).toMatchObject({ authenticated: true, user: { sub: 'alice' } });

    await page.getByRole('link', { name: /^Documentation/ }).click();
    await page.waitForURL(`${server.url}/docs/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/session\/end\?/);
    expect(await me(page)).toMatchObject({ authenticated: false });
    await screenshot(page, `sign-out-${colorScheme}`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${server.url}/`);
    await page.getByText('You are not signed in.').waitFor();
    expect(await me(page)).toMatchObject({ authenticated: false });
    expect(complaints).toEqual([]);
  });
});

it('works with the keyboard alone', async () => {
  const { page, complaints } = await open({});
  await page.goto(server.url);
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Alice' }).waitFor();
  await tabTo(page, /^Alice/);
  expect(await hasVisibleFocus(page)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText('Signed in as Alice').waitFor();
  await tabTo(page, 'Sign out');
  expect(await hasVisibleFocus(page)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Stay signed in' }).waitFor();
  await tabTo(page, 'Sign out');
  await page.keyboard.press('Enter');
  await page.getByText('You are not signed in.').waitFor();
  expect(await me(page)).toMatchObject({ authenticated: false });
  expect(complaints).toEqual([]);
});

it('says which name is unknown, and lets people leave', async () => {
  const { page, complaints } = await open({});
  await page.goto(`${server.url}/auth/web/login`);
  await page.getByLabel('User name').fill('mallory');
  await page.getByLabel('User name').press('Enter');
  await page.getByRole('alert').getByText('mallory').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForURL((url) => url.origin === server.url);
  await screenshot(page, 'sign-in-cancelled');
  expect(await me(page)).toMatchObject({ authenticated: false });
  expect(complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
});

it('fits on a phone', async () => {
  const { page } = await open({ viewport: PHONE, isMobile: true, hasTouch: true });
  await page.goto(server.url);
  await page.getByText('You are not signed in.').waitFor();
  expect(await widthBeyondWindow(page)).toBe(0);
  await screenshot(page, 'home-phone');
  await page.getByRole('link', { name: 'Sign in' }).tap();
  await page.getByRole('button', { name: 'Alice' }).waitFor();
  expect(await widthBeyondWindow(page)).toBe(0);
  await screenshot(page, 'sign-in-phone');
});

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const isThere = (text: string): boolean =>
    typeof name === 'string' ? text === name : name.test(text);
  for (let press = 0; press < 20; press += 1) {
    await page.keyboard.press('Tab');
    if (isThere(await focusedText(page))) return;
  }
  throw new Error(`Tab never came to ${name}`);
}
