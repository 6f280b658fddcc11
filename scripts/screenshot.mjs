/**
 * Makes the README's picture, `docs-site/static/img/overview.png`, from the running product (`npm start` in another
 * terminal): a section of the file, what the server says about one of its keys, and what the documentation says.
 * CHROMIUM_PATH names the browser.
 */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { fail, step } from './lib/report.mjs';
import { ROOT } from './lib/run.mjs';
import { CONFIG, effectiveSettings, originOf } from './lib/server.mjs';

const KEY = 'security.session.idle_timeout';
const PAGE = '/docs/reference/security';
const WELL_KNOWN = '/.well-known/lockstep';
const TARGET = `${ROOT}docs-site/static/img/overview.png`;
const SIZE = { width: 1280, height: 800 };
const PAGE_SIZE = { width: 728, height: 752 };
/** How many lines of the section there is room for. */
const LINES = 7;

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body { display: grid; grid-template-columns: 480px 1fr; gap: 24px; padding: 24px; height: 800px; background: #e4e8f4;
         font: 13px/1.55 'DejaVu Sans Mono', monospace; color: #e4e8f4 }
  section { border-radius: 10px; overflow: hidden; background: #10141c; box-shadow: 0 6px 24px #1a203326 }
  .left { display: grid; grid-template-rows: auto 1fr; gap: 24px; min-height: 0 }
  h2 { padding: 9px 16px; background: #1a1f2e; font: 600 13px/1.5 system-ui, sans-serif; color: #aab4d0 }
  pre { padding: 14px 16px; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
  .answer { padding-block: 10px; font-size: 12.5px; line-height: 17.5px }
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

/** The beginning of the section that holds the key. */
function excerpt(text) {
  const section = `[${KEY.slice(0, KEY.lastIndexOf('.'))}]`;
  const lines = text.split('\n');
  const at = lines.indexOf(section);
  if (at === -1) throw new Error(`${CONFIG} has no ${section}`);
  return [...lines.slice(at, at + LINES), '; …'].map(highlight).join('');
}

async function photograph(browser, origin) {
  const page = await browser.newPage({ viewport: PAGE_SIZE, colorScheme: 'light' });
  const response = await page.goto(`${origin}${PAGE}#${KEY}`);
  if (!response?.ok()) throw new Error(`${origin}${PAGE} answers ${response?.status()}`);
  await page.evaluate((id) => {
    for (const evidence of document.querySelectorAll('.lockstep-evidence')) evidence.open = true;
    document.getElementById(id).scrollIntoView();
  }, KEY);
  await page.evaluate(() => document.fonts.ready);
  const picture = await page.screenshot({ animations: 'disabled' });
  await page.close();
  return `data:image/png;base64,${picture.toString('base64')}`;
}

/** What the server says about the key, as JSON. */
async function answer(origin) {
  const response = await fetch(`${origin}${WELL_KNOWN}`);
  if (!response.ok) throw new Error(`${origin}${WELL_KNOWN} answers ${response.status}`);
  const { settings } = await response.json();
  return JSON.stringify(
    settings.find(({ key }) => key === KEY),
    null,
    2,
  );
}

async function compose(browser, answered, picture) {
  const page = await browser.newPage({ viewport: SIZE });
  await page.setContent(`<!doctype html><html lang="en"><style>${STYLE}</style><body>
    <div class="left">
      <section><h2>${escape(CONFIG)}</h2><pre>${excerpt(readFileSync(`${ROOT}${CONFIG}`, 'utf8'))}</pre></section>
      <section><h2>GET ${WELL_KNOWN}</h2><pre class="answer">${escape(answered)}</pre></section>
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
  const answered = await answer(origin);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const picture = await step('photographing the documentation', () =>
      photograph(browser, origin),
    );
    await step(`writing ${TARGET.replace(ROOT, '')}`, () => compose(browser, answered, picture));
  } finally {
    await browser.close();
  }
} catch (error) {
  fail(error.message);
}
