import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setup as compile } from '../support/compile.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PACKAGES = {
  config: '@lockstep/config',
  plugin: 'docusaurus-plugin-lockstep',
  server: '@lockstep/server',
};
/** What the project itself depends on. */
const OWN = ['markdown-it', 'remark-parse', 'remark-stringify', 'unified'];

const PAGE = 'Port <% ini-value app.port %>\n\n{% ini-include section=app %}\n';
const MARKDOWN = 'Port 8080\n\n```ini\n[app]\nport = 8080\nkey = ${KEY}\n```\n';

/** A project outside of the repository: our tarballs, and of all that is installed only what they declare. */
class Project {
  readonly folder: string = mkdtempSync(path.join(tmpdir(), 'lockstep-tarballs-'));

  constructor() {
    const workspaces = Object.keys(PACKAGES).flatMap((name) => ['--workspace', name]);
    execFileSync(
      'npm',
      ['pack', ...workspaces, '--pack-destination', this.folder, '--ignore-scripts'],
      {
        cwd: ROOT,
        stdio: 'pipe',
      },
    );
    for (const [workspace, name] of Object.entries(PACKAGES)) this.#unpack(workspace, name);
    for (const name of OWN) link(name, 'plugin', this.#modules());
    this.write('package.json', '{"type": "module", "private": true}');
    this.write('app.ini', '[app]\nport = 8080\nkey = ${KEY}\n');
    this.write('page.md', PAGE);
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Runs Node.js in the project and gives what it prints. */
  node(...args: readonly string[]): string {
    return execFileSync(process.execPath, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: {},
      stdio: 'pipe',
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #modules(...names: readonly string[]): string {
    return path.join(this.folder, 'node_modules', ...names);
  }

  #unpack(workspace: string, name: string): void {
    const folder = this.#modules(name);
    const prefix = name.replace('@', '').replace('/', '-');
    const tarball = readdirSync(this.folder).find((file) => file.startsWith(prefix)) ?? '';
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', [
      'xzf',
      path.join(this.folder, tarball),
      '-C',
      folder,
      '--strip-components=1',
    ]);
    const own = Object.values(PACKAGES);
    const declared = dependenciesOf(folder).filter((each) => !own.includes(each));
    for (const each of declared) link(each, workspace, path.join(folder, 'node_modules'));
  }
}

function dependenciesOf(folder: string): readonly string[] {
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
  const manifest: { dependencies?: Readonly<Record<string, string>> } = JSON.parse(text);
  return Object.keys(manifest.dependencies ?? {});
}

/** Links an installed package, the one that a workspace would use. */
function link(name: string, workspace: string, modules: string): void {
  const own = path.join(ROOT, workspace, 'node_modules', name);
  const target = path.join(modules, name);
  mkdirSync(path.dirname(target), { recursive: true });
  symlinkSync(existsSync(own) ? own : path.join(ROOT, 'node_modules', name), target);
}

describe('the packages as they are published', () => {
  let project: Project;

  beforeAll(() => {
    compile();
    project = new Project();
  });
  afterAll(() => project?.remove());

  it('render pages with the command', () => {
    const cli = 'node_modules/docusaurus-plugin-lockstep/bin/lockstep.js';
    expect(project.node(cli, 'render', 'page.md', '--source', 'app=app.ini')).toBe(MARKDOWN);
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

  it('start the server command', () => {
    const cli = 'node_modules/@lockstep/server/bin/lockstep-server.js';
    expect(project.node(cli, '--help')).toContain('Usage: lockstep-server');
  });
});
