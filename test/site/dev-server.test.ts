import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, openPage } from '../browser/support/chromium.ts';
import { freePorts } from '../support/free-ports.ts';
import type { Program } from '../support/program.ts';
import { Site } from './support/site.ts';
import type { Bundler } from './support/site.ts';

const BUNDLERS: readonly Bundler[] = ['rspack', 'webpack'];
const CONFIG = 'config/app.ini';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each(BUNDLERS)('docusaurus start on %s', (bundler) => {
  let site: Site;
  let server: Program;
  let page: Page;
  let origin: string;

  beforeAll(async () => {
    site = new Site(bundler);
    const [port = 0] = await freePorts(1);
    server = site.start(['start', '--no-open', '--host', '127.0.0.1', '--port', String(port)]);
    await server.printed(/compiled successfully/i);
    ({ page } = await openPage(browser));
    origin = `http://127.0.0.1:${port}`;
    await page.goto(origin);
    await shows('The port is 8417.');
  });
  afterAll(async () => {
    await page.context().close();
    await server.kill();
    site.remove();
  });

  const shows = (text: string): Promise<void> => page.getByText(text, { exact: true }).waitFor();

  /** What the server prints after a change, up to the end of the compilation with errors. */
  async function refusal(edit: () => void): Promise<string> {
    const start = server.output.length;
    edit();
    await server.printed(/compiled with \d+ errors?|Failed to compile/i, start);
    return server.output.slice(start);
  }

  /** Changes the port and waits for the page to say so. */
  async function change(port: number): Promise<void> {
    site.write(CONFIG, site.read(CONFIG).replace(/^port = .*/m, `port = ${port}`));
    await shows(`The port is ${port}.`);
  }

  /** Marks the document; a reload would lose the mark. */
  const mark = (): Promise<void> => page.evaluate("document.body.dataset.mark = 'same page'");
  const isSamePage = async (): Promise<boolean> =>
    (await page.evaluate('document.body.dataset.mark')) === 'same page';

  it('shows a changed value without a reload', async () => {
    await mark();
    for (const port of [9441, 9442, 9443]) await change(port);
    await page.getByRole('heading', { level: 1, name: 'Listening on 9443' }).waitFor();
    expect(await isSamePage()).toBe(true);
  });

  it('shows a changed value on the reference page too', async () => {
    await page.goto(`${origin}/reference/server`);
    await page.getByRole('heading', { level: 1, name: 'Server' }).waitFor();
    site.write(CONFIG, site.read(CONFIG).replace(/^port = .*/m, 'port = 9444'));
    await page.locator('article').getByText('9444').first().waitFor();
    expect(await page.locator('article').innerText()).not.toContain('9443');
    await page.goto(origin);
    await shows('The port is 9444.');
  });

  /*
   * What failed to compile is part of the next update. Docusaurus's client may then find a module that no other one
   * requires, and loads the whole page again: what shows is right either way, with no hand laid on the browser.
   */
  it('names a mistake in the file, and recovers by itself when it is mended', async () => {
    const good = site.read(CONFIG);
    const output = await refusal(() => site.edit(CONFIG, 'port =', 'prot ='));
    expect(output).toContain('config/app.ini:3:1');
    expect(output).toContain('did you mean `port`');
    site.write(CONFIG, good);
    await change(9445);
  });

  it('names a missing file, and recovers by itself when it comes back', async () => {
    const good = site.read(CONFIG);
    const output = await refusal(() => site.delete(CONFIG));
    expect(output).toMatch(/config\/app\.ini.*(?:does not exist|not found)/i);
    site.write(CONFIG, good);
    await change(9446);
  });

  it('shows a new default of the schema', async () => {
    await page.goto(`${origin}/sources`);
    await shows('Backlog: 511.');
    await mark();
    site.edit('config/schema.json', '511', '1024');
    await shows('Backlog: 1024.');
    expect(await isSamePage()).toBe(true);
  });

  it('shows a new section in the reference', async () => {
    site.edit(
      'config/schema.json',
      '"session": {',
      '"queue": { "type": "object", "description": "Jobs.", "properties": { "depth": { "type": "integer" } } },\n    "session": {',
    );
    // Whatever is asked for gets a page; one that is not there yet says so in its heading.
    const title = async (): Promise<string> => {
      await page.goto(`${origin}/reference/queue`);
      return page.getByRole('heading', { level: 1 }).innerText();
    };
    await expect.poll(title, { interval: 500 }).toBe('queue');
    await page.getByRole('link', { name: 'queue', exact: true }).first().waitFor();
  });
});
