import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith, writeIn } from '../../support/directory.ts';
import type { Files } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';

const INI =
  '[database]\nhost = localhost\n; The usual one.\nport = 5432\n\n[database.ssl]\nenabled = true\n';

/** As themes and extensions have them: custom tags, lists of maps, environment variables. */
const MKDOCS = `site_name: Demo
site_url: !ENV [SITE_URL, "https://example.com"]
theme:
  name: material
  palette:
    - scheme: default
      toggle: {icon: material/brightness-7}
plugins:
  - search
  - ini-includer:
      base_path: "../config"
      config_file: "application.ini"
nav:
  - Home: index.md
  - Configuration:
    - Database: config/database.md
markdown_extensions:
  - admonition
  - toc:
      permalink: true
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format ''}
`;

const PAGE = `# Database

{% ini-include %}

{% ini-include file="other.ini" section="mail" %}

!!! warning "Take care"
    {% ini-include section=database.ssl %}
`;

const project: Files = {
  'mkdocs.yml': MKDOCS,
  'config/application.ini': INI,
  'config/other.ini': '[mail]\nport = 25\n',
  'docs/index.md': '# Home\n',
  'docs/config/database.md': PAGE,
};

const CONFIG = 'lockstep.config.yaml';
const read = (directory: string, name: string): string =>
  readFileSync(join(directory, name), 'utf8');

/** A schema of `application.ini`, with a port of this type. */
const schema = (port: string): string =>
  JSON.stringify({
    type: 'object',
    properties: {
      database: {
        type: 'object',
        properties: { host: { type: 'string' }, port: { type: port }, ssl: { type: 'object' } },
      },
    },
  });

describe('lockstep init --from mkdocs.yml', () => {
  it('writes settings with which the pages work unchanged', async () => {
    const cwd = directoryWith(project);
    const { code, out, err } = await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('wrote lockstep.config.yaml\n');
    expect(out).toContain('  2 pages in docs, 3 tags in them\n');
    expect(read(cwd, CONFIG))
      .toBe(`# What documentation shows of configuration; every path is relative to this file.
# Made from mkdocs.yml by \`lockstep init\`.

# Files by the name that tags have for them; the first is the default.
sources:
  application:
    path: config/application.ini
    # schema: app.schema.json   # adds types, defaults and reference pages

# Directories from which a tag may name a file: file="other.ini".
roots: [config]

# Where the pages are; \`lockstep check\` reads them.
docs: [docs]

# Pages hold \`!!! warning "Title"\` and \`??? note\` blocks.
admonitions: mkdocs
`);
    const page = await lockstep(cwd, ['render', 'docs/config/database.md']);
    expect(page.err).toBe('');
    expect(page.out).toBe(
      PAGE.replace('{% ini-include %}', `\`\`\`ini\n${INI.trim()}\n\`\`\``)
        .replace(/\{% ini-include file.*%\}/, '```ini\n[mail]\nport = 25\n```')
        .replace(
          /\{% ini-include section.*%\}/,
          '```ini\n    [database.ssl]\n    enabled = true\n    ```',
        ),
    );
  });

  it.each([
    ['no options', '  - ini-includer\n'],
    ['an empty map', '  - ini-includer: {}\n'],
    ['plugins as a map', '  ini-includer:\n    base_path: ""\n'],
  ])(
    'reads %s: files are then in docs_dir, and the first that is named is the default',
    async (_, yaml) => {
      const cwd = directoryWith({
        'mkdocs.yml': `docs_dir: content\nplugins:\n${yaml}`,
        'content/app.ini': INI,
        'content/index.md': '{% ini-include file="app.ini" section="database" %}\n',
      });
      const { code, err } = await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
      expect([code, err]).toEqual([0, '']);
      const text = read(cwd, CONFIG);
      expect(text).toContain('path: content/app.ini');
      expect(text).toContain('roots: [content]');
      expect(text).not.toContain('admonitions');
    },
  );

  it('leaves roots out where no tag names a file', async () => {
    const cwd = directoryWith({ ...project, 'docs/config/database.md': '{% ini-include %}\n' });
    await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
    expect(read(cwd, CONFIG)).toContain('\n# roots: [config]\n');
  });

  it('adds the schema that lies beside the file, unless the file breaks it', async () => {
    const cwd = directoryWith({ ...project, 'config/application.schema.json': schema('integer') });
    const run = (): ReturnType<typeof lockstep> =>
      lockstep(cwd, ['init', '--from', 'mkdocs.yml', '--dry-run']);
    expect((await run()).out).toContain('schema: config/application.schema.json\n');
    expect((await run()).out).toContain('out: docs/reference\n');
    writeIn(cwd, 'config/application.schema.json', schema('boolean'));
    const { out, err } = await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
    expect(out).not.toContain('schema: config');
    expect(err).toContain(
      'config/application.schema.json is left out, since config/application.ini does not fit it:\nconfig/application.ini:',
    );
  });

  it('reports every mistake of the file with its place, and writes nothing', async () => {
    const cwd = directoryWith({
      ...project,
      'mkdocs.yml': MKDOCS.replace('site_url', 'docs_dir: dosc\nsite_url')
        .replace('application.ini', 'aplication.ini')
        .replace('base_path', 'base_pth'),
    });
    const { code, out, err } = await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('mkdocs.yml:2:1: error: Option `docs_dir` names a directory');
    expect(err).toContain('did you mean `docs`?');
    expect(err).toContain(
      'mkdocs.yml:12:7: error: The plugin `ini-includer` has no option `base_pth`',
    );
    expect(err).toContain('did you mean `base_path`?');
    expect(err).toMatch(
      /mkdocs\.yml:13:7: error: Option `plugins\.ini-includer\.config_file` names no file/,
    );
    expect(existsSync(join(cwd, CONFIG))).toBe(false);
  });

  it('reports broken YAML and a missing file', async () => {
    const cwd = directoryWith({ ...project, 'mkdocs.yml': 'plugins: [a\nnav: {\n' });
    const broken = await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
    expect(broken.code).toBe(1);
    expect(broken.err).toMatch(/^mkdocs\.yml:\d+:\d+: error: /);
    const missing = await lockstep(cwd, ['init', '--from', 'mkdosc.yml']);
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('mkdosc.yml: error: ');
  });

  it('goes on without the plugin, and says so', async () => {
    const cwd = directoryWith({
      ...project,
      'mkdocs.yml': 'plugins:\n  - search\n  - ini-include\n',
    });
    writeIn(cwd, 'docs/app.ini', INI);
    const { code, err } = await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
    expect(code).toBe(0);
    expect(err).toContain('mkdocs.yml:1:1: warning: There is no plugin `ini-includer`');
    expect(err).toContain('did you mean `ini-include`?');
  });

  it('lists tags that say nothing, and what MDX would read otherwise', async () => {
    const cwd = directoryWith({
      ...project,
      'docs/wrong.md':
        '# Title {#id}\n\n<!-- a comment -->\n\n{% ini-include section=databas %}\n\n{% ini-include file="../secret.ini" %}\n',
      'docs/braces.md': 'Use {name} and `{code}`.\n',
      'docs/angle.md': 'See <https://example.com>.\n',
    });
    const { code, err } = await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
    expect(code).toBe(0);
    expect(err).toContain('docs/wrong.md:5:24: error: ');
    expect(err).toMatch(/docs\/wrong\.md:7:22: error: .*refused/);
    expect(err).toContain('docs/braces.md:1:5: warning: Braces are an expression to MDX');
    expect(err).toContain('docs/angle.md:1:12: warning: MDX cannot read this');
    expect(err).not.toContain('docs/wrong.md:1:');
    expect(err).not.toContain('docs/config/database.md');
  });

  it('keeps a file that is there, unless it is told otherwise', async () => {
    const cwd = directoryWith({ ...project, [CONFIG]: 'sources: {}\n' });
    const refused = await lockstep(cwd, ['init', '--from', 'mkdocs.yml']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('--force');
    expect(read(cwd, CONFIG)).toBe('sources: {}\n');
    const { code } = await lockstep(cwd, ['init', '--from', 'mkdocs.yml', '--force']);
    expect(code).toBe(0);
    expect(read(cwd, CONFIG)).toContain('config/application.ini');
    writeIn(cwd, 'lockstep.config.mjs', 'export default {};\n');
    const second = await lockstep(cwd, ['init', '--from', 'mkdocs.yml', '--force']);
    expect(second.code).toBe(2);
    expect(second.err).toContain('lockstep.config.mjs');
  });
});

describe('lockstep init', () => {
  it('finds INI files and YAML files that look like configuration, and the host', async () => {
    const cwd = directoryWith({
      'package.json': JSON.stringify({ devDependencies: { vitepress: '^1' } }),
      'docker-compose.yml': 'services: {}\n',
      'deploy/values.yaml': 'a: 1\n',
      'node_modules/x/x.ini': '[a]\nb = 1\n',
      'config/server.yaml': 'port: 8080\n',
      'app/my app.ini': INI,
      'docs/index.md': '# Home\n',
    });
    const { code, out } = await lockstep(cwd, ['init']);
    expect(code).toBe(0);
    expect(out).toContain('Next, in VitePress:');
    const text = read(cwd, CONFIG);
    expect(text).toContain('  my-app:\n    path: app/my app.ini\n');
    expect(text).toContain('  server:\n    path: config/server.yaml\n');
    expect(text).not.toMatch(/node_modules|compose|values/);
    const value = await lockstep(cwd, ['explain', 'database.port']);
    expect([value.code, value.err]).toEqual([0, '']);
  });

  it('writes names and paths that read back, whatever they are', async () => {
    const cwd = directoryWith({ "conf/it's: #1 [x].ini": INI, 'docs/index.md': '' });
    await lockstep(cwd, ['init']);
    const value = await lockstep(cwd, ['explain', 'database.port']);
    expect([value.code, value.err]).toEqual([0, '']);
  });

  it('writes nothing where there is no configuration file', async () => {
    const cwd = directoryWith({ 'README.md': '# Nothing\n' });
    const { code, err } = await lockstep(cwd, ['init']);
    expect(code).toBe(1);
    expect(err).toContain('No configuration file is found');
    expect(existsSync(join(cwd, CONFIG))).toBe(false);
  });

  it('points at a mkdocs.yml that it finds', async () => {
    const cwd = directoryWith(project);
    const { out } = await lockstep(cwd, ['init']);
    expect(out).toContain('lockstep init --force --from mkdocs.yml');
  });
});
