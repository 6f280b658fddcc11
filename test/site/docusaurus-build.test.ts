import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Site } from './support/site.ts';
import type { Bundler } from './support/site.ts';

const BUNDLERS: readonly Bundler[] = ['rspack', 'webpack'];
const SECRET = 'Zx81-planted-literal-Qm7TgPvK2wLr9';

/** Text of an HTML page without its tags, so that highlighting does not split values. */
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');

function tableOfContents(html: string): string {
  return textOf(/<ul class="table-of-contents[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '');
}

describe.each(BUNDLERS)('docusaurus build on %s', (bundler) => {
  let site: Site;

  beforeAll(() => {
    site = new Site(bundler);
  });
  afterAll(() => site.remove());

  it('shows values in titles, sidebars, tables of contents, code blocks, tables and admonitions', async () => {
    const { code, output } = await site.build();
    expect(code, output).toBe(0);
    const html = site.read('build/index.html');
    const text = textOf(html);
    expect(html).toMatch(/<title[^>]*>Listening on 8417 \| Site<\/title>/);
    expect(html).toMatch(/<h1[^>]*>Listening on 8417<\/h1>/);
    expect(tableOfContents(html)).toBe('Timeout of 30 minutes');
    expect(html).toMatch(/id="?timeout"?/);
    expect(text).toContain('Port 8417');
    expect(text).toContain('; Where it listens.port = 8417host = 127.0.0.1');
    expect(html).toMatch(/<td[^>]*>8417</);
    expect(text).toContain('sessions end after 30 minutes');
    expect(text).toContain('secret = [redacted]');
    expect(text).toMatch(/&lt;% ini-value in\.code %(&gt;|>)/);
    expect(textOf(site.read('build/page.html'))).toContain('127.0.0.1 is the host.');
    expect(textOf(site.read('build/more.html'))).toContain('Port 8417 in a second instance.');
    expect(textOf(site.read('build/standalone.html'))).toContain('Port 8417 in a page.');
    expect(textOf(site.read('build/blog.html'))).toContain('Port 8417 in a post.');
    expect(textOf(site.read('build/reference/session.html'))).toContain('30 minutes');
  });

  it('shows the new value everywhere in a second build, never the old one', async () => {
    site.edit('config/app.ini', 'port = 8417', 'port = 9443');
    site.edit('config/app.ini', 'timeout = 30m', 'timeout = 45m');
    const { code, output } = await site.build();
    expect(code, output).toBe(0);
    const html = site.read('build/index.html');
    expect(html).toMatch(/<title[^>]*>Listening on 9443 \| Site<\/title>/);
    expect(tableOfContents(html)).toBe('Timeout of 45 minutes');
    const pages = [
      'index',
      'page',
      'more',
      'standalone',
      'blog',
      'reference/server',
      'reference/session',
    ];
    for (const page of pages) {
      const text = textOf(site.read(`build/${page}.html`));
      expect(text, page).not.toMatch(/8417|30 minutes/);
    }
    const scripts = [...site.builtFiles()].filter(([file]) => /^build\/.*\.js$/.test(file));
    expect(scripts.filter(([, script]) => script.includes('8417')).map(([file]) => file)).toEqual(
      [],
    );
  });

  it('keeps a literal secret out of every file that it writes, caches included', () => {
    const leaks = [...site.builtFiles()].filter(([, text]) => text.includes(SECRET));
    expect(leaks.map(([file]) => file)).toEqual([]);
  });

  it('stops at a wrong tag and names file, line, column and the nearest name', async () => {
    site.edit('docs/page.mdx', 'server.host', 'server.hots');
    const { code, output } = await site.build();
    site.edit('docs/page.mdx', 'server.hots', 'server.host');
    expect(code).not.toBe(0);
    expect(output).toContain('docs/page.mdx');
    expect(output).toMatch(/server\.hots.*server\.host/);
    expect(output).toMatch(/line(Number)?"?: 7|:7:14|7:14/);
  });

  it('stops at a broken configuration file and names the place', async () => {
    site.edit('config/app.ini', 'port = 9443', 'prot = 9443');
    const { code, output } = await site.build();
    site.edit('config/app.ini', 'prot = 9443', 'port = 9443');
    expect(code).not.toBe(0);
    expect(output).toContain('config/app.ini:3:1');
    expect(output).toContain('did you mean `port`');
    expect(output).not.toContain(SECRET);
    expect(output).not.toContain('source-reader');
  });
});
