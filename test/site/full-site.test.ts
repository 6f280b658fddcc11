import { cpSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, openPage } from '../browser/support/chromium.ts';
import { ROOT } from '../support/checkout.ts';
import { freePorts } from '../support/free-ports.ts';
import { textOf } from './support/html.ts';
import { LeakFinder } from './support/leaks.ts';
import { ENVIRONMENT, PLANTED } from './support/planted.ts';
import { Site } from './support/site.ts';
import type { Bundler, Outcome } from './support/site.ts';

/** Of two minutes on webpack nothing came that rspack had not shown; the other site tests run on both. */
const BUNDLERS: readonly Bundler[] = ['rspack'];
const EVERY_TAG = path.join(ROOT, 'test/plugin/fixtures/every-tag.mdx');
const SECTION = '[limits]requests = 9443window = 45m';
const OLD_SECTION = '[limits]requests = 8417window = 30m';

/** What pages show; those of released versions keep 8417 and 30 minutes, all others have the values of today. */
const SHOWN: readonly (readonly [page: string, ...texts: string[]])[] = [
  ['next', 'Port 9443', 'ends after 45 minutes', SECTION, 'See limits.window.'],
  ['next/context', 'Tab: 9443.', SECTION, 'Summary 9443', 'Details: 9443.', 'Inside: 9443.'],
  ['next/context', 'Outside: 9443.', '2 is two.', 'Plain: 9443 < 9 { and https://example.com.'],
  ['next/formats/markdown', 'Markdown: 9443 {and} bold https://example.com.'],
  ['next/formats/detect', 'Detected 9443', 'Detected: 9443 {and} a < b.'],
  ['next/guides/numbered', 'Numbered 9443', 'Numbered: 9443, see limits.requests.'],
  ['next/reference/limits', '9443', '45 minutes'],
  ['more/next', 'More: 9443.'],
  ['standalone', 'Standalone: 9443.'],
  ['module', 'Module 9443', 'Module: 9443.'],
  ['blog', 'Post about 9443', 'Teaser: 9443.'],
  ['blog/2026/01/01/post', 'Post: 45 minutes.', SECTION],
  ['tags/ports', 'Numbered: 8417'],
  ['next/tags/ports', 'Numbered: 9443'],
  ['next/category/guides', 'Numbered 9443', 'Guides of 45 minutes.'],
  ['.', 'Port 8417', 'ends after 30 minutes', OLD_SECTION, 'See limits.window.'],
  ['context', 'Tab: 8417.', OLD_SECTION, 'Summary 8417', 'Details: 8417.', 'Inside: 8417.'],
  ['formats/markdown', 'Markdown: 8417 {and} bold https://example.com.'],
  ['formats/detect', 'Detected 8417', 'Detected: 8417 {and} a < b.'],
  ['guides/numbered', 'Numbered 8417', 'Numbered: 8417, see limits.requests.'],
  ['category/guides', 'Numbered 8417', 'Guides of 30 minutes.'],
  ['reference/limits', '8417', '30 minutes'],
  ['more', 'More: 8417.'],
  ['de/next', 'Anschluss 9443', 'endet nach 45 Minuten.', 'Siehe limits.window.'],
  ['de/next/guides/numbered', 'Nummer 9443', 'siehe limits.requests.'],
  ['de', 'Anschluss 8417', 'endet nach 30 Minuten.', 'Siehe limits.window.'],
  ['de/guides/numbered', 'Nummer 8417', 'siehe limits.requests.'],
  ['de/next/context', 'Tab: 9443.'],
  ['de/blog', 'Beitrag: 45 Minuten.'],
  ['de/standalone', 'Seite: 45 Minuten.'],
];

const META: readonly (readonly [page: string, title: string, description: string])[] = [
  ['next', 'Port 9443', 'Sessions end after 45 minutes'],
  ['next/formats/detect', 'Detected 9443', 'Detected: 9443'],
  ['next/guides/numbered', 'Numbered 9443', 'Numbered: 9443, see limits.requests.'],
  ['.', 'Port 8417', 'Sessions end after 30 minutes'],
  ['guides/numbered', 'Numbered 8417', 'Numbered: 8417, see limits.requests.'],
  ['de', 'Anschluss 8417', 'Der Anschluss ist 8417. Eine Sitzung endet nach 30 Minuten.'],
  ['blog/2026/01/01/post', 'Post about 9443', 'Teaser: 9443.'],
];

const LINKS: readonly (readonly [page: string, address: string])[] = [
  ['next', '/product/next/reference/limits/#limits.window'],
  ['next/guides/numbered', '/product/next/reference/limits/#limits.requests'],
  ['.', '/product/reference/limits/#limits.window'],
  ['guides/numbered', '/product/reference/limits/#limits.requests'],
  ['de/next', '/product/de/next/reference/limits/#limits.window'],
  ['de', '/product/de/reference/limits/#limits.window'],
  ['de/guides/numbered', '/product/de/reference/limits/#limits.requests'],
];

/** Pages whose sources did not change: a released version must read like today's page. */
const UNCHANGED = ['hostile-mdx', 'hostile-md', 'secrets-schema', 'secrets-plain', 'every-tag'];

/** The text of a page of docs without what is around it. */
function content(html: string): string {
  return textOf(/theme-doc-markdown[^>]*>([\s\S]*?)(?:<footer|<\/article)/.exec(html)?.[1] ?? '');
}

describe.each(BUNDLERS)('a site with everything on %s', (bundler) => {
  let site: Site;
  let built: Outcome;
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    site = new Site(bundler, 'full');
    cpSync(EVERY_TAG, site.path('site/docs/every-tag.mdx'));
    outcomes.push(await site.run(['docs:version', '1.0'], ENVIRONMENT));
    outcomes.push(await site.run(['docs:version:more', '2.0'], ENVIRONMENT));
    site.edit('config/app.ini', 'requests = 8417', 'requests = 9443');
    site.edit('config/app.ini', 'window = 30m', 'window = 45m');
    built = await site.build(ENVIRONMENT);
    outcomes.push(built);
    if (built.code !== 0) throw new Error(built.output);
  }, 600_000);
  afterAll(() => site.remove());

  const html = (page: string): string => site.read(`site/build/${page}/index.html`);
  const shown = (page: string): string => textOf(html(page));

  it('builds, and freezes the version of each instance and language', () => {
    for (const { code, output } of outcomes) expect(code, output).toBe(0);
    expect(outcomes[0]?.output).toMatch(/froze \d+ pages in versioned_docs.version-1\.0, i18n/);
    expect(outcomes[1]?.output).toMatch(/froze 1 page in more_versioned_docs.version-2\.0/);
    expect(built.output).not.toMatch(/warning/i);
  });

  it.each(SHOWN)('shows the right values on %s', (page, ...texts) => {
    for (const text of texts) expect(shown(page)).toContain(text);
  });

  it.each(META)('says them in the metadata of %s', (page, title, description) => {
    expect(textOf(/<title[^>]*>.*?<\/title>/.exec(html(page))?.[0] ?? '')).toBe(`${title} | Site`);
    expect(/<meta[^>]*name="?description"? content="([^"]*)"/.exec(html(page))?.[1]).toContain(
      description,
    );
  });

  it.each(LINKS)('links from %s to the reference of the same version', (page, address) => {
    expect(html(page)).toMatch(new RegExp(`href="?${address.replaceAll('.', '\\.')}[">]`));
  });

  it('has values in feeds, sidebars and the search index', () => {
    for (const feed of ['rss.xml', 'atom.xml', 'feed.json']) {
      const text = site.read(`site/build/blog/${feed}`);
      expect(text).toContain('Post about 9443');
      expect(text).toContain('Post: 45 minutes.');
      expect(text).not.toContain('ini-value');
    }
    expect(shown('next/context')).toContain('Start, port 9443');
    expect(shown('context')).toContain('Start, port 8417');
    expect(site.read('site/build/search-index.json')).toContain('Numbered: 8417');
  });

  it('has every tag of the page of every tag', () => {
    const text = shown('next/every-tag');
    const texts = [
      'A session ends after 30 minutes',
      '10 MB',
      'a.example.com and b.example.com',
      'APP_PORT',
      '{x} <b>*hi*</b> | :smile:',
      '11 hours 30 minutes',
      'all about sessions',
      '<% ini-value server.port %> and <% ini-value server.port %>',
      'curl http://127.0.0.1:8080/',
      'curl http://localhost:<% ini-value server.port %>/',
    ];
    for (const each of texts) expect(text).toContain(each);
  });

  it.each(UNCHANGED)('reads the same in a released version: %s', (page) => {
    const frozen = content(html(page));
    expect(frozen.length).toBeGreaterThan(500);
    expect(frozen).toBe(content(html(`next/${page}`)));
  });

  it('keeps every planted secret out of all files and out of what is printed', () => {
    const secrets = { ...PLANTED, ...ENVIRONMENT };
    const finder = new LeakFinder(secrets);
    const files = [...site.builtFiles()];
    expect(files.some(([file]) => file.endsWith('.js.map'))).toBe(true);
    expect(files.some(([file]) => file.startsWith(path.join('node_modules', '.cache')))).toBe(true);
    expect(files.some(([file]) => file.includes('search-index'))).toBe(true);
    const leaks = files.flatMap(([file, bytes]) =>
      finder.leaksIn(bytes).map((name) => `${name} in ${file}`),
    );
    const printed = outcomes.flatMap(({ output }) => finder.leaksIn(Buffer.from(output)));
    expect([...leaks, ...printed]).toEqual([]);
  });

  it('has planted each of them where a page reads it', () => {
    const finder = new LeakFinder(PLANTED);
    const files = ['app.ini', 'production.ini', 'plain.ini', 'plain.yaml', 'app.schema.json'];
    const planted = files.flatMap((file) =>
      finder.leaksIn(Buffer.from(site.read(`config/${file}`))),
    );
    expect(new Set(planted)).toEqual(new Set(Object.keys(PLANTED)));
  });

  describe('in a browser', () => {
    let browser: Browser;
    let origin: string;
    let stop: () => Promise<void>;

    beforeAll(async () => {
      browser = await launchChromium();
      const [port = 0] = await freePorts(1);
      const args = ['serve', '--no-open', '--host', '127.0.0.1', '--port', String(port)];
      const server = site.start(args);
      stop = () => server.kill();
      await server.printed(/Serving "build" directory/);
      origin = `http://127.0.0.1:${port}/product`;
    });
    afterAll(async () => {
      await browser.close();
      await stop();
    });

    it.each(['next/hostile-mdx', 'next/hostile-md', 'hostile-mdx', 'hostile-md'])(
      'shows content that tries to get out as it is, and runs none: %s',
      async (name) => {
        const { page, complaints } = await openPage(browser);
        const dialogs: string[] = [];
        page.on('dialog', async (dialog) => {
          dialogs.push(dialog.message());
          await dialog.dismiss();
        });
        await page.goto(`${origin}/${name}/`);
        await page.getByText('Value of link').waitFor();
        const text = await page.locator('article').innerText();
        for (const value of HOSTILE_VALUES) expect(text).toContain(value);
        expect(await page.locator('article img, article script, article b').count()).toBe(0);
        expect(await page.evaluate("typeof window['hacked']")).toBe('undefined');
        expect(dialogs).toEqual([]);
        expect(complaints).toEqual([]);
        await page.context().close();
      },
    );
  });
});

/** Values of `config/hostile.ini` as the page must show them: characters that reorder text are written out. */
const HOSTILE_VALUES = [
  '```` and ~~~~ and ```',
  '<Tabs>{1+1}</Tabs> </code></pre>',
  '<b onclick="window.hacked=1">bold</b><!-- c -->',
  '<script>window.hacked = 1; alert(1)</script>',
  '<img src=x onerror="window.hacked=1">',
  '{window.hacked = 1} ${1+1}',
  'a | b || c',
  ':smile: :tada:',
  'a\\u{202e}b\\u{2066}c',
  '{% raw %} {{ x }}',
  '<%% x %> <% y %>',
  '*a* _b_ [c](http://d.example) `e`',
  '&lt;&amp;&#60;',
];
