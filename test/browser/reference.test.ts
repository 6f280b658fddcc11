import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../server/src/app/start-server.ts';
import { launchChromium, openPage, screenshot } from './support/chromium.ts';
import type { WatchedPage } from './support/chromium.ts';
import {
  focusedLabel,
  frames,
  hasVisibleFocus,
  topOf,
  widthBeyondWindow,
} from './support/measure.ts';
import { startExampleServer } from './support/server.ts';

const PAGE = '/docs/reference/security';
const IDLE = 'security.session.idle_timeout';
const SCHEMES = ['light', 'dark'] as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startExampleServer()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

async function open(
  query = '',
  options: Parameters<typeof openPage>[1] = {},
): Promise<WatchedPage> {
  const watched = await openPage(browser, options);
  onTestFinished(() => watched.page.context().close());
  await watched.page.goto(server.url + PAGE + query);
  if (options.javaScriptEnabled !== false) {
    await watched.page.locator('html[data-has-hydrated="true"]').waitFor({ state: 'attached' });
  }
  return watched;
}

/** What axe finds wrong within an element, as text: the rule, and the elements that break it. */
async function violations(page: Page, selector: string): Promise<readonly string[]> {
  // By the protocol of the browser's tools, which the page's Content Security Policy does not bind.
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>(`axe.run("${selector}")`);
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`,
  );
}

const field = (page: Page) => page.getByRole('searchbox', { name: 'Filter keys' });
const status = (page: Page) => page.getByRole('search').getByRole('status');
const entry = (page: Page, key: string) => page.locator(`[data-lockstep-key="${key}"]`);

/** How many keys the page has, or those that carry a mark. */
function count(page: Page, mark?: string): Promise<number> {
  const attribute = mark === undefined ? '' : `[data-lockstep-marks*="${mark}"]`;
  return page.locator(`.lockstep-entry${attribute}`).count();
}

function shownKeys(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('.lockstep-entry:not([hidden])')].map((each) => each.dataset.lockstepKey)`,
  );
}

describe('accessibility', () => {
  it.each(SCHEMES)('has nothing that axe finds wrong in %s', async (colorScheme) => {
    const { page, complaints } = await open('', { colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
    await entry(page, IDLE).locator('summary').click();
    await entry(page, IDLE)
      .getByRole('button', { name: `Copy ${IDLE}` })
      .click();
    expect(await violations(page, 'main')).toEqual([]);
    await page.getByRole('button', { name: /^proven/ }).click();
    expect(await violations(page, '.lockstep-filter')).toEqual([]);
    await screenshot(page, `reference-filtered-${colorScheme}`);
    expect(complaints).toEqual([]);
  });

  it('is used with the keyboard alone, and shows where the focus is', async () => {
    const { page } = await open();
    await field(page).focus();
    await page.keyboard.type('idle_timeout');
    const walked: string[] = [];
    for (let step = 0; step < 11; step++) {
      await page.keyboard.press('Tab');
      expect(await hasVisibleFocus(page)).toBe(true);
      walked.push(await focusedLabel(page));
    }
    expect(walked).toEqual([
      `proven ${await count(page, 'proven')}`,
      `planned ${await count(page, 'planned')}`,
      `secret ${await count(page, 'secret')}`,
      'security.session',
      'Direct link to security.session',
      'idle_timeout',
      `Direct link to ${IDLE}`,
      `Copy ${IDLE}`,
      `Copy link to ${IDLE}`,
      'Copy SESSION_TIMEOUT=30m',
      'Proven: Somebody signs in and sends no request for 31 minutes.',
    ]);
    await page.keyboard.press('Enter');
    await entry(page, IDLE).getByText('signed in as alice').waitFor();
  });

  it('is pressed by the space bar and cleared by Escape', async () => {
    const { page } = await open();
    await field(page).fill('cookie');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    const proven = page.getByRole('button', { name: /^proven/ });
    expect(await proven.getAttribute('aria-pressed')).toBe('true');
    await field(page).press('Escape');
    expect(await field(page).inputValue()).toBe('');
    const all = `${await count(page, 'proven')} of ${await count(page)} keys`;
    await expect.poll(() => status(page).textContent()).toBe(all);
  });

  it.each([320, 768])('fits into %i pixels', async (width) => {
    const { page } = await open('', { viewport: { width, height: 640 }, hasTouch: true });
    expect(await widthBeyondWindow(page)).toBe(0);
    const small = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.lockstep-copy, .lockstep-toggle')]
        .filter((each) => Math.min(each.offsetWidth, each.offsetHeight) < 24)
        .map((each) => each.outerHTML)`,
    );
    expect(small).toEqual([]);
  });

  it('shows its icons in forced colours', async () => {
    const { page } = await open('', { forcedColors: 'active' });
    const ground = await page.evaluate<string>(
      `getComputedStyle(document.querySelector('.lockstep-copy'), '::before').backgroundColor`,
    );
    expect(ground).not.toBe(await page.evaluate(`getComputedStyle(document.body).backgroundColor`));
    await screenshot(page, 'reference-forced-colors');
  });
});

describe('the filter', () => {
  it.each([
    ['a key', 'session.idle', [IDLE]],
    ['words of a key', 'csrf max age', ['security.csrf.max_age']],
    ['a variable', 'session_timeout', [IDLE]],
    ['words of a description', 'however busy', ['security.session.absolute_timeout']],
    ['nothing that there is', 'zzz', []],
  ])('finds keys by %s', async (_case, query, keys) => {
    const { page } = await open();
    await field(page).fill(query);
    const all = `${keys.length} of ${await count(page)} keys`;
    await expect.poll(() => status(page).textContent()).toBe(all);
    expect(await shownKeys(page)).toEqual(keys);
  });

  it('leaves out sections and rows of keys that are left out', async () => {
    const { page } = await open();
    await field(page).fill('idle_timeout');
    await expect.poll(() => shownKeys(page)).toEqual([IDLE]);
    expect(
      await page.locator('main').getByRole('heading', { level: 2 }).allInnerTexts(),
    ).toMatchObject([expect.stringContaining('security.session')]);
    expect(await page.locator('main td:first-child:visible').allTextContents()).toEqual([
      'security.session',
      'idle_timeout',
    ]);
  });

  it('keeps its state in the address, and the rest of the address', async () => {
    const { page, complaints } = await open('?lang=en');
    await field(page).fill('session');
    await page.getByRole('button', { name: /^proven/ }).click();
    await expect
      .poll(() => page.url())
      .toBe(`${server.url}${PAGE}?lang=en&filter=session&marks=proven`);
    const keys = await shownKeys(page);
    expect(keys.length).toBeGreaterThan(1);
    await page.reload();
    await expect.poll(() => shownKeys(page)).toEqual(keys);
    expect(await field(page).inputValue()).toBe('session');
    expect(complaints).toEqual([]);
  });

  it('gives way to a link to a key that it left out', async () => {
    const { page } = await open();
    await field(page).fill('idle_timeout');
    await entry(page, 'security.cookie.name').waitFor({ state: 'hidden' });
    await page.locator('.table-of-contents a[href="#security.cookie.name"]').click();
    await expect.poll(() => topOf(page, 'security.cookie.name')).toBeLessThan(200);
    expect(await field(page).inputValue()).toBe('');
  });
});

describe('a link to a key', () => {
  const KEY = 'security.cookie.name';

  it.each([
    ['of the page itself', `location.hash = '${KEY}'`],
    [
      'of the table of contents',
      `document.querySelector('nav a[href="#${KEY}"], .table-of-contents a[href="#${KEY}"]').click()`,
    ],
  ])(
    'leads there, and the entries above that are laid out later do not push it away: %s',
    async (_, follow) => {
      const { page } = await open();
      await page.evaluate(
        `document.querySelector('.lockstep-reference').classList.add('lockstep-reference--long')`,
      );
      await page.evaluate(follow);
      await frames(page, 30);
      const top = await topOf(page, KEY);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(100);
    },
  );

  it('may be wrongly encoded', async () => {
    const { page, complaints } = await open('#%');
    await frames(page, 2);
    expect(await entry(page, KEY).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});

describe('copying', () => {
  it.each([
    [`Copy ${IDLE}`, () => IDLE],
    ['Copy SESSION_TIMEOUT=30m', () => 'SESSION_TIMEOUT=30m'],
    [`Copy link to ${IDLE}`, () => `${server.url}${PAGE}#${IDLE}`],
  ])('by "%s"', async (name, text) => {
    const { page } = await open('', { permissions: ['clipboard-read', 'clipboard-write'] });
    await entry(page, IDLE).getByRole('button', { name, exact: true }).click();
    await page.locator('.lockstep-message').getByText(`Copied ${text()}`).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(text());
  });

  it('offers the name of a secret, and never a value', async () => {
    const { page } = await open();
    const buttons = entry(page, 'security.secret_keys').getByRole('button');
    const labels = (await buttons.all()).map((button) => button.getAttribute('aria-label'));
    expect(await Promise.all(labels)).toEqual([
      'Copy security.secret_keys',
      'Copy link to security.secret_keys',
      'Copy SECRET_KEY',
    ]);
  });

  it('tells when the browser has no clipboard, and what to select', async () => {
    const { page, complaints } = await open();
    await page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`);
    await entry(page, IDLE)
      .getByRole('button', { name: `Copy ${IDLE}` })
      .click();
    await page.locator('.lockstep-message').getByText('does not allow copying here').waitFor();
    expect(await page.locator('.lockstep-message code').textContent()).toBe(IDLE);
    expect(complaints).toEqual([]);
  });
});

it('has everything but the filter and the buttons without scripts', async () => {
  const { page } = await open('', { javaScriptEnabled: false });
  expect(await page.locator('.lockstep-entry').count()).toBeGreaterThan(50);
  expect(await page.locator('.lockstep-filter').isVisible()).toBe(false);
  expect(await page.locator('.lockstep-copy').first().isVisible()).toBe(false);
  const text = await entry(page, IDLE).textContent();
  for (const part of [IDLE, 'SESSION_TIMEOUT=30m', '30 minutes', 'signed in as alice', 'proven'])
    expect(text).toContain(part);
});

it('prints every key and all evidence, whatever the filter leaves out', async () => {
  const { page } = await open('?filter=zzz');
  await entry(page, IDLE).waitFor({ state: 'hidden' });
  await page.emulateMedia({ media: 'print' });
  await entry(page, IDLE).waitFor();
  await entry(page, IDLE).getByText('signed in as alice').waitFor();
  expect(await page.locator('.lockstep-filter').isVisible()).toBe(false);
});
