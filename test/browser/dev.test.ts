import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { Checkout } from '../support/checkout.ts';
import { atPorts } from '../support/example-ports.ts';
import { freePorts } from '../support/free-ports.ts';
import { Program } from '../support/program.ts';
import { launchChromium, openPage } from './support/chromium.ts';

const CONFIG = 'examples/config/app.ini';
const IDLE = 'security.session.idle_timeout';

describe('npm run dev', () => {
  let checkout: Checkout;
  let program: Program;
  let browser: Browser;
  let page: Page;
  let origin: string;
  let docs: string;

  beforeAll(async () => {
    checkout = new Checkout('dev');
    const [port = 0, providerPort = 0, docsPort = 0] = await freePorts(3);
    origin = `http://127.0.0.1:${port}`;
    docs = `http://127.0.0.1:${docsPort}/docs`;
    checkout.write(CONFIG, atPorts(checkout.read(CONFIG), port, providerPort));
    program = new Program(process.execPath, ['scripts/dev.mjs'], checkout.folder, {
      DOCS_PORT: String(docsPort),
    });
    browser = await launchChromium();
    ({ page } = await openPage(browser));
    await program.printed(/server ready at /);
    await program.printed(/compiled successfully/);
    await page.goto(`${docs}/security`);
    await shows('30 minutes');
  });
  afterAll(async () => {
    await program.kill();
    await browser.close();
    checkout.remove();
  });

  const shows = (time: string): Promise<void> =>
    page
      .getByRole('listitem')
      .filter({ hasText: `ends after ${time}` })
      .first()
      .waitFor();

  async function served(): Promise<unknown> {
    const response = await fetch(`${origin}/.well-known/lockstep`);
    const { settings }: { settings: { key: string; source: string }[] } = JSON.parse(
      await response.text(),
    );
    return settings.find(({ key }) => key === IDLE)?.source;
  }

  /** Writes the value, waits for the page and the server; what the server then says it is. */
  async function change(value: string, time: string): Promise<unknown> {
    const printed = program.output.length;
    checkout.write(
      CONFIG,
      checkout.read(CONFIG).replace(/^idle_timeout = .*/m, `idle_timeout = ${value}`),
    );
    await shows(time);
    await program.printed(/server ready at /, printed);
    return served();
  }

  beforeEach(() => onTestFailed(() => console.error(program.output)));

  it('brings every saved change to the page and to the server', async () => {
    for (const minutes of [41, 42, 44]) {
      expect(await change(`${minutes}m`, `${minutes} minutes`)).toBe(`${minutes}m`);
    }
  });

  it('reports a broken file, keeps the running server, and recovers', async () => {
    const printed = program.output.length;
    checkout.edit(CONFIG, 'idle_timeout = 44m', 'idle_timout = 45m');
    await program.printed(/the server still runs with the settings it had/, printed);
    const report = program.output.slice(printed);
    expect(report).toMatch(/app\.ini:\d+:1: error: Unknown key/);
    expect(report).toContain('did you mean `idle_timeout`?');
    expect(report).not.toMatch(/\n\W*at .+:\d+:\d+/);
    expect(await served()).toBe('44m');
    checkout.edit(CONFIG, 'idle_timout = 45m', 'idle_timeout = 45m');
    expect(await change('46m', '46 minutes')).toBe('46m');
  });

  it('ends everything with Ctrl+C', async () => {
    expect(await program.interrupt()).toBe(0);
    expect(program.descendants()).toEqual([]);
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
    await expect(fetch(`${docs}/`)).rejects.toThrow('fetch failed');
  });
});
