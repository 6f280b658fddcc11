/**
 * Makes the README's picture, `docs-site/static/img/overview.png`, from the running product (`npm start` in another
 * terminal): the file, what `lockstep explain` says about a key, and the key's entry in the served documentation.
 * CHROMIUM_PATH names the browser.
 */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { fail, step } from './lib/report.mjs';
import { ROOT, run } from './lib/run.mjs';
import { CONFIG, effectiveSettings, originOf } from './lib/server.mjs';

const KEY = 'security.session.idle_timeout';
const PAGE = '/docs/reference/security';
const TARGET = `${ROOT}docs-site/static/img/overview.png`;
const SIZE = { width: 1280, height: 800 };
const PAGE_SIZE = { width: 728, height: 752 };

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body { display: grid; grid-template-columns: 480px 1fr; gap: 24px; padding: 24px; height: 800px; background: #e4e8f4;
         font: 13px/1.55 'DejaVu Sans Mono', monospace; color: #e4e8f4 }
  section { border-radius: 10px; overflow: hidden; background: #10141c; box-shadow: 0 6px 24px #1a203326 }
  .left { display: grid; grid-template-rows: auto 1fr; gap: 24px; min-height: 0 }
  h2 { padding: 9px 16px; background: #1a1f2e; font: 600 13px/1.5 system-ui, sans-serif; color: #aab4d0 }
  pre { padding: 14px 16px; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
  mark { background: #2d5be855; color: inherit; display: block; margin: 0 -16px; padding: 0 16px }
  .comment { color: #8290b3 } .header { color: #ff9ecb } .key { color: #9bb1ff }
  img { display: block; width: 728px; height: 752px }`;

const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function highlight(line) {
  if (line.startsWith(';')) return `<span class="comment">${escape(line)}</span>\n`;
  if (line.startsWith('[')) return `<span class="header">${escape(line)}</span>\n`;
  const [key = '', ...rest] = line.split('=');
  if (rest.length === 0) return `${escape(line)}\n`;
  const text = `<span class="key">${escape(key)}</span>=${escape(rest.join('='))}`;
  return KEY.endsWith(`.${key.trim()}`) ? `<mark>${text}</mark>` : `${text}\n`;
}

/** The section of the file that holds the key, and the one before it. */
function excerpt(text) {
  const section = `[${KEY.slice(0, KEY.lastIndexOf('.'))}]`;
  const lines = text.split('\n');
  const at = lines.indexOf(section);
  if (at === -1) throw new Error(`${CONFIG} has no ${section}`);
  const end = lines.findIndex((line, index) => index > at && line.startsWith('['));
  return lines.slice(at, end).join('\n').trim().split('\n').map(highlight).join('');
}

async function photograph(browser, origin) {
  const page = await browser.newPage({ viewport: PAGE_SIZE, colorScheme: 'light' });
  const response = await page.goto(`${origin}${PAGE}#${KEY}`);
  if (!response?.ok()) throw new Error(`${origin}${PAGE} answers ${response?.status()}`);
  await page.locator(`[id="${KEY}"]`).waitFor();
  await page.evaluate(() => document.fonts.ready);
  const picture = await page.screenshot({ animations: 'disabled' });
  await page.close();
  return `data:image/png;base64,${picture.toString('base64')}`;
}

async function compose(browser, explained, picture) {
  const page = await browser.newPage({ viewport: SIZE });
  await page.setContent(`<!doctype html><html lang="en"><style>${STYLE}</style><body>
    <div class="left">
      <section><h2>${escape(CONFIG)}</h2><pre>${excerpt(readFileSync(`${ROOT}${CONFIG}`, 'utf8'))}</pre></section>
      <section><h2>$ lockstep explain ${KEY}</h2><pre>${escape(explained)}</pre></section>
    </div>
    <section><img alt="" src="${picture}"></section></body></html>`);
  await page.locator('img').evaluate((image) => image.decode());
  await page.screenshot({ path: TARGET });
}

try {
  const origin = originOf(await effectiveSettings());
  const isRunning = await fetch(`${origin}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!isRunning) throw new Error(`Nothing answers at ${origin}: run \`npm start\` first`);
  const explained = await run('node', ['plugin/bin/lockstep.js', 'explain', KEY, '--no-env']);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const picture = await step('photographing the documentation', () =>
      photograph(browser, origin),
    );
    await step(`writing ${TARGET.replace(ROOT, '')}`, () => compose(browser, explained, picture));
  } finally {
    await browser.close();
  }
} catch (error) {
  fail(error.message);
}
