import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, openPage } from '../browser/support/chromium.ts';
import { freePorts } from '../support/free-ports.ts';
import type { Program } from '../support/program.ts';
import { VitePressSite } from './support/vitepress-site.ts';

const CONFIG = 'config/site.ini';

/** The page's own part of a built file, without what highlighting and Vue add. */
function contentOf(html: string): string {
  return html
    .slice(html.indexOf('<main'), html.indexOf('</main>'))
    .replaceAll(/<span style="[^"]*">|<\/?span class="line">|<span[^>]*>|<\/span>/g, '')
    .replaceAll(/ data-v-\w+/g, '');
}

describe('vitepress build', () => {
  let site: VitePressSite;
  let html: string;

  beforeAll(() => {
    site = new VitePressSite();
    const { code, output } = site.build();
    if (code !== 0) throw new Error(output);
    html = contentOf(site.read('.vitepress/dist/index.html'));
  });
  afterAll(() => site?.remove());

  it('shows values in running text, tables and containers', () => {
    expect(html).toContain('<p>The port is 8417.</p>');
    expect(html).toContain('<td>8417</td>');
    expect(html).toContain(
      '<p class="custom-block-title">Port 8417</p><p>In a container: 8417</p>',
    );
  });

  it('shows values in titles, ids, the table of contents and labels', () => {
    expect(site.read('.vitepress/dist/index.html')).toContain('<title>Listening on 8417 | Site');
    expect(html).toContain('<h1 id="listening-on-8417"');
    expect(html).toContain('<a href="#port-8417-of-127-0-0-1">Port 8417 of 127.0.0.1</a>');
    expect(html).toContain('aria-label="Permalink to &quot;Port 8417 of 127.0.0.1&quot;"');
  });

  it('highlights sections as code', () => {
    expect(html).toMatch(
      /<pre class="shiki[^>]*><code>; Where it listens\.\n\[server\]\nport = 8417\n/,
    );
  });

  it('marks lines and counts them', () => {
    const raw = site.read('.vitepress/dist/index.html');
    expect(raw).toMatch(/<span class="line highlighted"><span[^>]*>\[server\]<\/span>/);
    expect(raw).toContain('<div class="line-numbers-wrapper"');
  });

  it('expands fences of code groups', () => {
    expect(html).toContain('>site.ini</label>');
    expect(html).toContain('curl http://127.0.0.1:8417/');
  });

  it.each([
    ['an interpolation of Vue', '<p>Vue: <code>{{ 6 * 7 }}</code></p>'],
    ['one in a heading', '>Text <code>{{ 6 * 7 }}</code> <a class="header-anchor"'],
    ['one in the table of contents', '<a href="#text-6-7">Text {{ 6 * 7 }}</a>'],
    ['one in a table', '<td><code>{{ 6 * 7 }}</code></td>'],
    ['one that the page begins', '<p>Brace: {<code>{</code> 6 * 7 }}</p>'],
    ['one in a section', 'vue = {{ 6 * 7 }}\n'],
    ['attributes', '<p>Attributes: <code>end {.danger onclick=alert(1)}</code></p>'],
    ['character references', '<p>References: <code>a &amp;lt;b&amp;gt; &amp;amp; c</code></p>'],
    ['elements', '<p>HTML: <code>&lt;img src=x onerror=alert(1)&gt;</code></p>'],
  ])('shows verbatim what a value has of %s', (_, expected) => {
    expect(html).toContain(expected);
  });

  it('leaves interpolations of the page alone', () => {
    expect(html).toContain('<p>Author: 42</p>');
  });

  it('expands tags in what a page includes', () => {
    const including = contentOf(site.read('.vitepress/dist/including.html'));
    expect(including).toContain('<p>The part has 8417.</p>');
    expect(including).toContain('<p>Own 8417.</p>');
  });

  it('puts values into the local search', () => {
    const folder = '.vitepress/dist/assets/chunks';
    const index = readdirSync(site.path(folder)).find((name) => name.includes('localSearchIndex'));
    const records = site.read(`${folder}/${index}`);
    expect(records).toContain('Listening on 8417');
    expect(records).not.toMatch(/ini-value server/);
  });

  it('builds the page of every tag, and leaves none on it', () => {
    const every = contentOf(site.read('.vitepress/dist/every-tag.html'));
    expect(every).toContain('<h1 id="every-tag-port-8080"');
    expect(every).toContain('<p>Port 8080 in a tab.</p>');
    expect(every.match(/&lt;% ini-/g)).toHaveLength(3);
  });

  it('refuses a page with a mistake, with its place, line and page', () => {
    site.write('wrong.md', '# Wrong\n\nPort <% ini-value server.prot file=site %>.\n');
    const { code, output } = site.build();
    expect(code).not.toBe(0);
    expect(output).toContain(
      [
        '/wrong.md:3:19: error: There is no key `server.prot`; did you mean `server.port`? [unknown-key]',
        '  3 | Port <% ini-value server.prot file=site %>.',
        '    |                   ^^^^^^^^^^^',
        '  see https://unpkg.com/docusaurus-plugin-lockstep@',
      ].join('\n'),
    );
  });
});

describe('vitepress dev', () => {
  let site: VitePressSite;
  let server: Program;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    site = new VitePressSite();
    const [port = 0] = await freePorts(1);
    server = site.start(port);
    await server.printed(/Local:/);
    browser = await launchChromium();
    ({ page } = await openPage(browser));
    await page.goto(`http://127.0.0.1:${port}/`);
    await shows('The port is 8417.');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.kill();
    site?.remove();
  });

  const shows = (text: string): Promise<void> => page.getByText(text, { exact: true }).waitFor();

  /** Saves until it is seen: the watcher of Vite drops a change within 50 ms of the last one. */
  async function save(text: string, seen: () => Promise<unknown>): Promise<void> {
    site.write(CONFIG, text);
    const again = setInterval(() => site.write(CONFIG, text), 1000);
    try {
      await seen();
    } finally {
      clearInterval(again);
    }
  }

  const withPort = (port: number): string =>
    site.read(CONFIG).replace(/^port = .*/m, `port = ${port}`);

  it('shows a changed value without a reload', async () => {
    await page.evaluate('document.body.dataset.mark = "same page"');
    for (const port of [9441, 9442]) {
      await save(withPort(port), () => shows(`The port is ${port}.`));
    }
    expect(await page.locator('body').getAttribute('data-mark')).toBe('same page');
  });

  it('names a mistake in the file, and recovers when it is mended', async () => {
    const mended = withPort(9443);
    await save(mended.replace('[server]', '[server'), async () => {
      const [message] = await server.printed(/config\/site\.ini:2:1: error: .*/);
      expect(message).toContain('[unclosed-header]');
      await page.locator('vite-error-overlay').waitFor({ state: 'attached' });
    });
    await save(mended, () => shows('The port is 9443.'));
  });
});
