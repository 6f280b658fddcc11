import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../server/src/app/start-server.ts';
import { ROOT } from '../support/checkout.ts';
import { launchChromium, openPage } from './support/chromium.ts';
import { startExampleServer } from './support/server.ts';

const EXAMPLE = readFileSync(path.join(ROOT, 'examples/browser/send.js'), 'utf8');
/** Where the page finds it: its policy takes scripts of this origin alone. */
const ADDRESS = '/assets/send.js';
const REFRESH = '/auth/web/refresh';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startExampleServer()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

async function signIn(page: Page, user: string): Promise<void> {
  await page.goto(`${server.url}/auth/web/login`);
  const name = page.getByRole('button', { name: user });
  const home = page.getByText(/^Signed in as/u);
  await name.or(home).first().waitFor();
  if (await name.isVisible()) await name.click();
  await home.waitFor();
}

/** Sends a request as a script of the page would; the module is loaded once and keeps its token. */
function send(page: Page): Promise<number> {
  return page.evaluate<number>(
    `import('${ADDRESS}').then(({ send }) => send('${REFRESH}', { method: 'POST' })).then(({ status }) => status)`,
  );
}

it('the example of a single-page application goes on when the CSRF token is of no use any more', async () => {
  const { page } = await openPage(browser);
  onTestFinished(() => page.context().close());
  await page.route(`**${ADDRESS}`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: EXAMPLE }),
  );
  await signIn(page, 'alice');
  expect(await send(page)).toBe(200);

  const other = await page.context().newPage();
  await signIn(other, 'alice');

  const refusals: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith(REFRESH)) refusals.push(response.status());
  });
  expect(await send(page)).toBe(200);
  expect(refusals).toEqual([403, 200]);
});
