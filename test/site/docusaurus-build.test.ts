import { rmSync, symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableOfContents, textOf } from './support/html.ts';
import { Site } from './support/site.ts';
import type { Bundler } from './support/site.ts';

const BUNDLERS: readonly Bundler[] = ['rspack', 'webpack'];
const SECRET = 'Zx81-planted-literal-Qm7TgPvK2wLr9';

const CONFIG = 'site/docusaurus.config.mjs';

/** Paths in tags, and the rule that each breaks. */
const REFUSED: readonly (readonly [file: string, rule: string])[] = [
  ['../files_internal/private.ini', '`..`'],
  ['allowed.ini/../../files_internal/private.ini', '`..`'],
  ['/etc/passwd', 'absolute'],
  ['C:/Windows/win.ini', 'absolute'],
  ['link.ini', 'a link leads out'],
  ['//server/share/a.ini', 'network (UNC)'],
  ['https://example.com/a.ini', 'URL'],
  ['file:///etc/passwd', 'URL'],
  ['NUL', 'device'],
  ['.', 'directory'],
  ['allowed.ini\u0001', 'control character'],
];

describe.each(BUNDLERS)('docusaurus build on %s', (bundler) => {
  let site: Site;
  /** For what no bundler has a part in, one is enough. */
  const isFast = bundler === 'rspack';

  beforeAll(() => {
    site = new Site(bundler);
  });
  afterAll(() => site.remove());

  it('shows values in titles, sidebars, tables of contents, code blocks, tables and admonitions', async () => {
    const { code, output } = await site.build();
    expect(code, output).toBe(0);
    const html = site.read('site/build/index.html');
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
    expect(text).toContain('<% ini-value in.code %>');
    expect(textOf(site.read('site/build/page.html'))).toContain('127.0.0.1 is the host.');
    expect(textOf(site.read('site/build/more.html'))).toContain('Port 8417 in a second instance.');
    expect(textOf(site.read('site/build/standalone.html'))).toContain('Port 8417 in a page.');
    expect(textOf(site.read('site/build/blog.html'))).toContain('Port 8417 in a post.');
    expect(textOf(site.read('site/build/reference/session.html'))).toContain('30 minutes');
  });

  it('shows the new value everywhere in a second build, never the old one', async () => {
    site.edit('config/app.ini', 'port = 8417', 'port = 9443');
    site.edit('config/app.ini', 'timeout = 30m', 'timeout = 45m');
    const { code, output } = await site.build();
    expect(code, output).toBe(0);
    const html = site.read('site/build/index.html');
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
      const text = textOf(site.read(`site/build/${page}.html`));
      expect(text, page).not.toMatch(/8417|30 minutes/);
    }
    const scripts = [...site.builtFiles()].filter(([file]) => /^build\/.*\.js$/.test(file));
    expect(scripts.filter(([, script]) => script.includes('8417')).map(([file]) => file)).toEqual(
      [],
    );
  });

  const SOURCES = 'site/build/sources.html';

  it.each([
    ['the schema', /Backlog: 1024\./, () => site.edit('config/schema.json', '511', '1024')],
    ['the environment', /Deployed: 4443\./, () => ({ SERVER_PORT: '4443' })],
    [
      'the options',
      /Backlog: 2048\./,
      () => {
        site.write('config/more.ini', '[server]\nbacklog = 2048\n');
        site.edit(CONFIG, "['../config/app.ini']", "['../config/app.ini', '../config/more.ini']");
      },
    ],
    ['a file below a root', /File: 2\./, () => site.edit('files/allowed.ini', 'a = 1', 'a = 2')],
  ])('is not stale after a change of nothing but %s', async (_what, expected, change) => {
    expect(textOf(site.read(SOURCES))).not.toMatch(expected);
    const { code, output } = await site.build(change() ?? {});
    expect(code, output).toBe(0);
    expect(textOf(site.read(SOURCES))).toMatch(expected);
  });

  it.runIf(isFast)(
    'refuses every path that leads out of the roots, and names the rule',
    async () => {
      symlinkSync('../files_internal/private.ini', site.path('files/link.ini'));
      const tags = REFUSED.map(([file]) => `<% ini-value s.a file="${file}" %>\n`);
      site.write('site/docs/refused.md', `# Refused\n\n${tags.join('\n')}`);
      const { code, output } = await site.build();
      site.delete('site/docs/refused.md');
      expect(code).not.toBe(0);
      const lines = output.split('\n');
      for (const [index, [file, rule]] of REFUSED.entries()) {
        const line = lines.find((each) => each.includes(`refused.md:${2 * index + 3}:`));
        expect(line, file).toContain(rule);
      }
      expect(output).not.toContain('internal-value');
    },
  );

  it.runIf(isFast)('refuses tags in a released version, and says how to freeze them', async () => {
    site.write('site/versions.json', '["1.0"]');
    site.write(
      'site/versioned_docs/version-1.0/index.md',
      '# Old\n\n<% ini-value server.prot %>\n',
    );
    const { code, output } = await site.build();
    expect(code).not.toBe(0);
    expect(output).toMatch(/version-1\.0\/index\.md:3:1.*\[tag-in-version\]/);
    expect(output).toContain('npx docusaurus lockstep:freeze versioned_docs/version-1.0');
    site.edit('site/versioned_docs/version-1.0/index.md', 'prot', 'port');
    const frozen = await site.run(['lockstep:freeze']);
    expect(frozen).toMatchObject({ code: 0 });
    expect(site.read('site/versioned_docs/version-1.0/index.md')).toMatch(/^# Old\n\n\d{4}\n$/);
    site.delete('site/versions.json');
    rmSync(site.path('site/versioned_docs'), { recursive: true });
  });

  it.runIf(isFast)('stops at a wrong tag in front matter', async () => {
    site.edit(
      'site/docs/index.md',
      'Port <% ini-value server.port',
      'Port <% ini-value server.prot',
    );
    const { code, output } = await site.build();
    site.edit('site/docs/index.md', 'server.prot', 'server.port');
    expect(code).not.toBe(0);
    expect(output).toMatch(/index\.md:3:16.*`sidebar_label`.*server\.prot.*server\.port/);
  });

  it('keeps a literal secret out of every file that it writes, caches included', () => {
    const leaks = [...site.builtFiles()].filter(([, bytes]) => bytes.includes(SECRET));
    expect(leaks.map(([file]) => file)).toEqual([]);
  });

  it('stops at a wrong tag and names file, line, column and the nearest name', async () => {
    site.edit('site/docs/page.mdx', 'server.host', 'server.hots');
    const { code, output } = await site.build();
    site.edit('site/docs/page.mdx', 'server.hots', 'server.host');
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
