import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { formatKeyPath, nearestName, parseYaml, readConfigText } from '@lockstep/config';
import type { Entry, KeyPath, Problem } from '@lockstep/config';

/** What `mkdocs.yml` says about pages and configuration files; paths are absolute. */
export interface MkDocsProject {
  readonly docsDir: string;
  /** Where `file=` of a tag starts. */
  readonly basePath: string;
  /** What a tag without `file=` reads; `undefined` where the plugin names none. */
  readonly configFile: string | undefined;
  /** Whether pages may hold `!!!` or `???` blocks. */
  readonly hasAdmonitions: boolean;
}

/** What came of a `mkdocs.yml`: with errors there is no project. */
interface MkDocsReading {
  readonly project: MkDocsProject | undefined;
  readonly problems: readonly Problem[];
}

const PLUGIN = 'ini-includer';
const PLUGIN_OPTIONS = ['base_path', 'config_file'];
/** Extensions of Python-Markdown that make blocks of `!!!` and `???`. */
const BLOCK_EXTENSIONS: ReadonlySet<string> = new Set([
  'admonition',
  'markdown.extensions.admonition',
  'pymdownx.details',
]);

/**
 * Reads a `mkdocs.yml` and the options of the plugin `ini-includer` 1.x in it: `base_path` is relative to `docs_dir`, and
 * is that directory where it is not set. Whatever else is in the file, custom YAML tags such as `!ENV` and
 * `!!python/name:` among it, is nobody's business here.
 *
 * @param path absolute
 * @param name as the user gave it
 */
export function readMkDocs(path: string, name: string): MkDocsReading {
  const { text, problems } = readConfigText(path, name);
  if (problems.length > 0) return { project: undefined, problems };
  const document = parseYaml(text, { file: name });
  // Lists of maps and custom tags are no mistakes in this file; the entries in them are read all the same.
  const syntax = document.problems.filter(({ code }) => code !== 'unsupported-yaml');
  const reader = new MkDocsReader(
    document.entries.filter(({ disabled }) => !disabled),
    name,
  );
  const project = reader.read(dirname(path));
  const all = [...syntax, ...reader.problems];
  const isBroken = all.some(({ severity }) => severity === 'error');
  return { project: isBroken ? undefined : project, problems: all };
}

class MkDocsReader {
  readonly problems: Problem[] = [];
  readonly #entries: readonly Entry[];
  readonly #file: string;

  constructor(entries: readonly Entry[], file: string) {
    this.#entries = entries;
    this.#file = file;
  }

  read(directory: string): MkDocsProject {
    const docsDir = resolve(directory, this.#text(['docs_dir']) ?? 'docs');
    this.#checkDirectory(docsDir, ['docs_dir']);
    this.#checkPlugin();
    const basePath = resolve(docsDir, this.#text(['plugins', PLUGIN, 'base_path']) ?? '');
    const configFile = this.#text(['plugins', PLUGIN, 'config_file']);
    if (docsDir !== basePath) this.#checkDirectory(basePath, ['plugins', PLUGIN, 'base_path']);
    if (configFile !== undefined) this.#checkFile(basePath, configFile);
    return {
      docsDir,
      basePath,
      configFile: configFile === undefined ? undefined : resolve(basePath, configFile),
      hasAdmonitions: this.#names('markdown_extensions').some((each) => BLOCK_EXTENSIONS.has(each)),
    };
  }

  /** A setting that is one text; an empty one counts as none, as in MkDocs. */
  #text(path: KeyPath): string | undefined {
    const key = formatKeyPath(path);
    const found = this.#entries.filter((entry) => formatKeyPath(entry.path) === key);
    const [entry, second] = found;
    if (second) this.#add('invalid-option', path, 'is a list', { expected: 'a path' });
    return entry === undefined || entry.value.text === '' ? undefined : entry.value.text;
  }

  /** Names in a list of names and of maps with one name, or in a map: MkDocs takes all of these. */
  #names(list: string): readonly string[] {
    const below = this.#entries.filter(({ path }) => path[0] === list);
    return below.map(({ path, value }) => path[1] ?? value.text);
  }

  #checkPlugin(): void {
    const names = this.#names('plugins');
    if (!names.includes(PLUGIN)) {
      const message = `There is no plugin \`${PLUGIN}\`; configuration files are looked for instead`;
      const nearest = nearestName(PLUGIN, names);
      this.#add('missing-option', ['plugins'], message, { severity: 'warning', nearest });
    }
    for (const { path } of this.#entries) {
      const [list, plugin, option] = path;
      if (list !== 'plugins' || plugin !== PLUGIN || option === undefined) continue;
      if (PLUGIN_OPTIONS.includes(option)) continue;
      const nearest = nearestName(option, PLUGIN_OPTIONS);
      const message = `The plugin \`${PLUGIN}\` has no option \`${option}\``;
      this.#add('unknown-option', path, message, { nearest });
    }
  }

  #checkDirectory(directory: string, path: KeyPath): void {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
    const nearest = nearestName(basename(directory), entriesOf(dirname(directory)));
    this.#add('invalid-option', path, 'names a directory that does not exist', {
      expected:
        path.at(-1) === 'base_path'
          ? 'an existing directory, relative to `docs_dir`'
          : 'an existing directory',
      nearest,
    });
  }

  #checkFile(basePath: string, file: string): void {
    const path = resolve(basePath, file);
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return;
    const nearest = nearestName(basename(file), entriesOf(dirname(path)));
    this.#add('invalid-option', ['plugins', PLUGIN, 'config_file'], 'names no file', {
      expected: 'a file below `base_path`, which is relative to `docs_dir`',
      nearest,
    });
  }

  /** @param message a sentence, or what to say about the option behind its name */
  #add(
    code: Problem['code'],
    path: KeyPath,
    message: string,
    detail: Partial<Pick<Problem, 'expected' | 'nearest' | 'severity'>>,
  ): void {
    const key = formatKeyPath(path);
    const entry =
      this.#entries.find((each) => formatKeyPath(each.path) === key) ??
      this.#entries.find((each) => each.path[0] === path[0]);
    this.problems.push({
      code,
      severity: 'error',
      message: /^[A-Z]/.test(message) ? message : `Option \`${key}\` ${message}`,
      file: this.#file,
      span: entry?.keySpan,
      ...detail,
    });
  }
}

function entriesOf(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}
