import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setup as compile } from '../support/compile.ts';
import { PackedProject, packAll, PACKAGES } from './support/packed-project.ts';

const MARKDOWN_PROJECT = ['markdown-it', 'remark-parse', 'remark-stringify', 'unified'];
const DOCUSAURUS_PROJECT = [
  '@docusaurus/core',
  '@docusaurus/faster',
  '@docusaurus/preset-classic',
  '@mdx-js/react',
  'react',
  'react-dom',
];
const VITEPRESS_PROJECT = ['vitepress', 'vue'];

const PAGE = 'Port <% ini-value app.port %>\n\n{% ini-include section=app %}\n';
const MARKDOWN = 'Port 8080\n\n```ini\n[app]\nport = 8080\nkey = ${KEY}\n```\n';
const SCHEMA = JSON.stringify({
  type: 'object',
  properties: {
    app: {
      type: 'object',
      properties: {
        port: { type: 'integer', description: 'Where it listens.' },
        key: { type: 'string', 'x-secret': true },
      },
    },
  },
});

let tarballs: string;
let project: PackedProject;

beforeAll(() => {
  compile();
  tarballs = packAll();
});
afterAll(() => rmSync(tarballs, { recursive: true, force: true }));

describe('the packages as they are published', () => {
  beforeAll(() => {
    project = new PackedProject(tarballs, MARKDOWN_PROJECT);
    project.write('page.md', PAGE);
  });
  afterAll(() => project?.remove());

  it('render pages with the command', () => {
    const cli = 'node_modules/docusaurus-plugin-lockstep/bin/lockstep.js';
    expect(project.node(cli, 'render', 'page.md', '--source', 'app=app.ini')).toBe(MARKDOWN);
  });

  it('bring the pages about errors', () => {
    const cli = 'node_modules/docusaurus-plugin-lockstep/bin/lockstep.js';
    expect(project.node(cli, 'explain', 'unknown-tag')).toMatch(
      /^# `unknown-tag`\n[^]*\nhttps:\/\/unpkg\.com\/docusaurus-plugin-lockstep@.*\/unknown-tag\.md\n$/,
    );
  });

  it('render pages with remark', () => {
    project.write(
      'remark.js',
      `import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
       import remarkParse from 'remark-parse';
       import remarkStringify from 'remark-stringify';
       import { unified } from 'unified';
       const processor = unified().use(remarkParse).use(remarkStringify);
       processor.use(remarkLockstep, { sources: { app: 'app.ini' } });
       process.stdout.write(String(await processor.process(${JSON.stringify(PAGE)})));`,
    );
    expect(project.node('remark.js')).toBe(MARKDOWN);
  });

  it('render pages with markdown-it', () => {
    project.write(
      'markdown-it.js',
      `import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
       import MarkdownIt from 'markdown-it';
       const md = new MarkdownIt().use(markdownItLockstep, { sources: { app: 'app.ini' } });
       process.stdout.write(md.render(${JSON.stringify(PAGE)}));`,
    );
    expect(project.node('markdown-it.js')).toBe(
      '<p>Port 8080</p>\n<pre><code class="language-ini">[app]\nport = 8080\nkey = ${KEY}\n</code></pre>\n',
    );
  });

  it('have every entry point that their manifests name', () => {
    project.write(
      'entries.js',
      `import { readFileSync } from 'node:fs';
       for (const name of ${JSON.stringify(Object.values(PACKAGES))}) {
         const manifest = JSON.parse(readFileSync('node_modules/' + name + '/package.json', 'utf8'));
         for (const entry of Object.keys(manifest.exports)) {
           if (/\\.json$/.test(entry)) continue;
           const module = await import(name + entry.slice(1));
           if (Object.keys(module).length === 0) throw new Error(name + entry.slice(1) + ' is empty');
         }
       }
       process.stdout.write('complete');`,
    );
    expect(project.node('entries.js')).toBe('complete');
  });

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('have types for strict projects (module %s, resolution %s)', (module, moduleResolution) => {
    project.write(
      'types.ts',
      `import { createSources, type LockstepOptions } from 'docusaurus-plugin-lockstep';
       import { withLockstep } from 'docusaurus-plugin-lockstep/docusaurus';
       import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
       import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
       import { parseIni } from '@lockstep/config';
       import MarkdownIt from 'markdown-it';
       import remarkParse from 'remark-parse';
       import { unified } from 'unified';
       const options: LockstepOptions = { sources: { app: 'app.ini' } };
       unified().use(remarkParse).use(remarkLockstep, options);
       new MarkdownIt().use(markdownItLockstep, options);
       export const names: readonly string[] = createSources(options).names;
       export const title: string = withLockstep({ title: 'Site', presets: [] }, options).title;
       export const count: number = parseIni('a = 1', { file: 'a.ini' }).entries.length;
       // @ts-expect-error: sources are required
       export const wrong: LockstepOptions = {};`,
    );
    project.write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution,
          strict: true,
          noEmit: true,
          target: 'es2022',
          types: [],
        },
        files: ['types.ts'],
      }),
    );
    expect(project.tool('tsc', '-p', '.')).toBe('\nexit code 0');
  });

  it('start the server command', () => {
    const cli = 'node_modules/@lockstep/server/bin/lockstep-server.js';
    expect(project.node(cli, '--help')).toContain('Usage: lockstep-server');
  });
});

describe('the plugin as it is published, in a fresh site', () => {
  afterEach(() => project?.remove());

  it('builds with Docusaurus, reference pages included', () => {
    project = new PackedProject(tarballs, DOCUSAURUS_PROJECT);
    // What Docusaurus generates is CommonJS.
    project.write('package.json', '{"private": true}');
    project.write('app.schema.json', SCHEMA);
    project.write(
      'docs/page.md',
      `---\nslug: /\n---\n\n# Port <% ini-value app.port %>\n\n${PAGE}`,
    );
    project.write(
      'docusaurus.config.js',
      `import { withLockstep } from 'docusaurus-plugin-lockstep/docusaurus';
       export default withLockstep(
         {
           title: 'Site', url: 'http://127.0.0.1', baseUrl: '/', onBrokenLinks: 'throw',
           future: { v4: true, faster: true },
           presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]],
         },
         { sources: { app: { path: 'app.ini', schema: 'app.schema.json' } }, reference: { out: 'docs/reference' } },
       );`,
    );
    expect(project.tool('docusaurus', 'build')).toMatch(/exit code 0$/);
    expect(project.read('build/index.html')).toContain('Port 8080</h1>');
    expect(project.read('build/reference/app/index.html')).toContain('Where it listens.');
  }, 240_000);

  it('builds with VitePress', () => {
    project = new PackedProject(tarballs, VITEPRESS_PROJECT);
    project.write('index.md', PAGE);
    project.write(
      '.vitepress/config.js',
      `import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
       const options = { sources: { app: 'app.ini' } };
       export default { markdown: { config: (md) => md.use(markdownItLockstep, options) } };`,
    );
    expect(project.tool('vitepress', 'build')).toMatch(/exit code 0$/);
    expect(project.read('.vitepress/dist/index.html')).toContain('<p>Port 8080</p>');
  });
});
