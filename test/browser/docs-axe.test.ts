import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../server/src/app/start-server.ts';
import { launchChromium, openPage } from './support/chromium.ts';
import { startExampleServer } from './support/server.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { width: 390, height: 844 };
/** Between them they have everything that pages are made of: code of all kinds, wide tables, notes, links in text. */
const PAGES = [
  'server/stores',
  'server/production',
  'writing-pages',
  'check-precision',
  'reference/users',
];

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startExampleServer()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(PAGES)('/docs/%s has nothing that axe finds wrong', async (name) => {
    const viewport = colorScheme === 'dark' ? PHONE : { width: 1280, height: 800 };
    const { page } = await openPage(browser, { colorScheme, viewport });
    onTestFinished(() => page.context().close());
    await page.goto(`${server.url}/docs/${name}`);
    await page.locator('html[data-has-hydrated="true"]').waitFor({ state: 'attached' });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    expect(found).toEqual([]);
  });
});
