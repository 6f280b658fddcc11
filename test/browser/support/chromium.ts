import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ROOT } from '../../support/checkout.ts';

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** How long a page is waited for, in milliseconds: a busy machine may compile for long before it shows anything. */
const PATIENCE = 60_000;
const SCREENSHOTS = path.join(ROOT, '.lockstep/screenshots');

/** Starts the Chromium of the system. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: SWITCHES,
    timeout: PATIENCE,
  });
}

/** A page of a new, empty profile, and everything that went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  /**
   * Errors and warnings of the console (violations of the Content Security Policy and failed requests are among them),
   * uncaught exceptions (such as React's hydration errors), and requests that left loopback.
   */
  readonly complaints: readonly string[];
}

/** Opens a page in a new, empty profile. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1')
      complaints.push(`request: ${request.url()}`);
  });
  return { page, complaints };
}

/** Keeps a picture in `.lockstep/screenshots/`, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
}
