import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageVersion } from '../sources/package-version.ts';
import type { LockstepOptions } from '../sources/source.ts';

/**
 * Keeps `.docusaurus/docusaurus-plugin-lockstep/dependency.json`, a file that every page with a tag depends on. It says
 * what the bundlers' caches cannot know: the plugin's version, its options, and the content of files below
 * `node_modules`, which bundlers take as unchanging. Written only when its content changes.
 */
export class DependencyFile {
  readonly path: string;
  readonly #options: LockstepOptions;

  /** @param generatedFilesDir the site's `.docusaurus` directory */
  constructor(generatedFilesDir: string, options: LockstepOptions) {
    this.path = path.join(generatedFilesDir, 'docusaurus-plugin-lockstep', 'dependency.json');
    this.#options = options;
  }

  /** Brings the file up to date with the sources' files. */
  update(files: readonly string[]): void {
    const text = JSON.stringify({
      version: packageVersion(),
      options: this.#options,
      managed: files.filter(isManaged).map((file) => [file, contentHash(file)]),
    });
    if (existsSync(this.path) && readFileSync(this.path, 'utf8') === text) return;
    mkdirSync(path.dirname(this.path), { recursive: true });
    writeFileSync(this.path, text);
  }
}

/** Bundlers never look again at files below `node_modules`. */
function isManaged(file: string): boolean {
  return file.split(path.sep).includes('node_modules');
}

function contentHash(file: string): string | undefined {
  return existsSync(file)
    ? createHash('sha256').update(readFileSync(file)).digest('hex')
    : undefined;
}
