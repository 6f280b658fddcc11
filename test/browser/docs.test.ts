import { readdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../server/src/app/start-server.ts';
import { DOCS_BUILD } from './support/build-docs.ts';
import { launchChromium, openPage, screenshot } from './support/chromium.ts';
import type { WatchedPage } from './support/chromium.ts';
import { rootStyle, widthBeyondWindow } from './support/measure.ts';
import { startExampleServer } from './support/server.ts';

const IDLE = 'security.session.idle_timeout';
const SCHEMES = ['light', 'dark'] as const;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 375, height: 667 };
/** Every page that the site has, but the one for addresses that it does not have. */
const PAGES = readdirSync(DOCS_BUILD, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html') && file !== '404.html')
  .map((file) => `/docs/${file.replace(/(?:index)?\.html$/, '')}`);

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startExampleServer()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

async function open(
  path: string,
  options: Parameters<typeof openPage>[1] = {},
): ReturnType<typeof openPage> {
  const watched = await openPage(browser, options);
  onTestFinished(() => watched.page.context().close());
  await visit(watched.page, path);
  return watched;
}

/** Opens a page and waits until React has taken it over: Docusaurus says so on the root element. */
async function visit(page: Page, path: string): Promise<void> {
  const response = await page.goto(server.url + path);
  expect(response?.status(), path).toBe(200);
  await page.locator('html[data-has-hydrated="true"]').waitFor({ state: 'attached' });
}

describe('every page', () => {
  let watched: WatchedPage;

  beforeAll(async () => {
    watched = await openPage(browser);
  });
  afterAll(() => watched.page.context().close());

  it.each(PAGES)('%s has no script, style or hydration error and fits on a phone', async (path) => {
    const { page, complaints } = watched;
    const before = complaints.length;
    await page.setViewportSize(DESKTOP);
    await visit(page, path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(complaints.slice(before)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await widthBeyondWindow(page)).toBe(0);
  });
});

it('looks right on a phone', async () => {
  const { page } = await open('/docs/', { viewport: PHONE, isMobile: true, hasTouch: true });
  await screenshot(page, 'docs-home-phone');
  await visit(page, '/docs/reference/security');
  expect(await widthBeyondWindow(page)).toBe(0);
  await screenshot(page, 'reference-phone');
  await page.getByRole('button', { name: 'Toggle navigation bar' }).tap();
  await page.locator('.navbar-sidebar').waitFor();
  await screenshot(page, 'menu-phone');
});

it.each(SCHEMES)('follows the system into %s', async (colorScheme) => {
  const { page, complaints } = await open('/docs/reference/security', { colorScheme });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
  await screenshot(page, `reference-${colorScheme}`);
  await visit(page, '/docs/security');
  await screenshot(page, `security-${colorScheme}`);
  await visit(page, '/docs/');
  await screenshot(page, `docs-home-${colorScheme}`);
  expect(complaints).toEqual([]);
});

it.each([
  ['light', '#2d5be8'],
  ['dark', '#8fa8ff'],
] as const)('has the colours of the server in %s', async (colorScheme, color) => {
  const { page } = await open('/docs/', { colorScheme });
  expect(await rootStyle(page, '--ifm-color-primary')).toBe(color);
});

it('switches between light and dark', async () => {
  const { page, complaints } = await open('/docs/', { colorScheme: 'light' });
  const ground = (): Promise<string> => rootStyle(page, 'background-color');
  const light = await ground();
  const toggle = page.getByRole('button', { name: /^Switch between dark and light mode/ });
  // The button goes from the system's mode to the light one to the dark one.
  await toggle.click();
  await page.locator('html[data-theme-choice="light"]').waitFor({ state: 'attached' });
  await toggle.click();
  await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
  expect(await ground()).not.toBe(light);
  await page.reload();
  await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
  expect(complaints).toEqual([]);
});

describe('the reference', () => {
  it('brings people from a link to the heading of the key', async () => {
    const { page, complaints } = await open(`/docs/reference/security#${IDLE}`);
    const heading = page.locator(`[id="${IDLE}"]`);
    await heading.waitFor();
    await expect
      .poll(() => heading.evaluate((element) => element.getBoundingClientRect().top))
      .toBeLessThan(200);
    expect(
      await heading.evaluate((element) => element.getBoundingClientRect().top),
    ).toBeGreaterThan(0);
    await screenshot(page, 'reference-anchor');
    expect(complaints).toEqual([]);
  });

  it('is found by the search', async () => {
    const { page, complaints } = await open('/docs/');
    const field = page.getByLabel('Search', { exact: true });
    await field.click();
    await field.fill('idle_timeout');
    const first = page.getByRole('option').first();
    await first.waitFor();
    await screenshot(page, 'search');
    await first.click();
    await page.waitForURL(/\/docs\/(reference\/)?security/);
    expect(complaints).toEqual([]);
  });
});

it('has a page for addresses that it does not have', async () => {
  const { page } = await openPage(browser);
  onTestFinished(() => page.context().close());
  const response = await page.goto(`${server.url}/docs/nowhere`);
  expect(response?.status()).toBe(404);
  await page.getByRole('heading', { name: 'Page Not Found' }).waitFor();
});
