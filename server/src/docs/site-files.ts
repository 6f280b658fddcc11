import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/giu;
const EXTERNAL = /\ssrc\s*=/iu;
/** Data blocks (JSON-LD) are no scripts: browsers run only these types (HTML, section 4.12.1). */
const DATA_BLOCK =
  /\stype\s*=\s*["']?(?!module|text\/javascript|application\/javascript)[\w/+.-]+/iu;

/** The files of a built site, as they were when the server started. */
export class SiteFiles {
  readonly #directory: string;
  readonly #names: ReadonlySet<string>;

  constructor(directory: string) {
    this.#directory = directory;
    const root = realpathSync(directory);
    const files = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      // From Node 22 on the listing follows links to directories, which may lead out of the site.
      .filter((file) => realpathSync(file) === file);
    this.#names = new Set(files.map((file) => relative(root, file).replaceAll(sep, '/')));
  }

  /**
   * The file for a path below the site, decoded and without a leading slash: itself, its page, or its index. Only names
   * that were found in the directory are ever returned.
   */
  find(path: string): string | undefined {
    const name = path.replace(/\/$/u, '');
    const index = name === '' ? 'index.html' : `${name}/index.html`;
    return [name, `${name}.html`, index].find((candidate) => this.#names.has(candidate));
  }

  /**
   * The hashes of every inline script of every page, as Content Security Policy sources (`'sha256-…'`, CSP Level 3),
   * sorted.
   */
  inlineScriptHashes(): readonly string[] {
    const hashes = new Set<string>();
    for (const name of this.#names) {
      if (!name.endsWith('.html')) continue;
      const page = readFileSync(join(this.#directory, name), 'utf8');
      for (const script of inlineScripts(page)) hashes.add(cspHash(script));
    }
    return [...hashes].toSorted();
  }
}

function inlineScripts(page: string): readonly string[] {
  return Array.from(page.matchAll(SCRIPT))
    .filter(([, attributes]) => !EXTERNAL.test(` ${attributes}`))
    .filter(([, attributes]) => !DATA_BLOCK.test(` ${attributes}`))
    .map(([, , text]) => text ?? '')
    .filter((text) => text !== '');
}

function cspHash(script: string): string {
  return `'sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}'`;
}
