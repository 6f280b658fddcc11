import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeConfig } from '@lockstep/config';
import { SourceError } from '../sources/errors.ts';
import { packageVersion } from '../sources/package-version.ts';
import type { LockstepOptions, Sources } from '../sources/source.ts';

/**
 * Keeps `.docusaurus/docusaurus-plugin-lockstep/dependency.json`, a file that every page with a tag depends on. It says
 * what the bundlers' caches cannot know: the plugin's version, its options, what the environment makes of the sources, and
 * the content of files below `node_modules`, which bundlers take as unchanging. Written only when its content changes.
 */
export class DependencyFile {
  readonly path: string;
  readonly #options: LockstepOptions;

  /** @param generatedFilesDir the site's `.docusaurus` directory */
  constructor(generatedFilesDir: string, options: LockstepOptions) {
    this.path = path.join(generatedFilesDir, 'docusaurus-plugin-lockstep', 'dependency.json');
    this.#options = options;
  }

  /** Brings the file up to date with the sources. */
  update(sources: Sources): void {
    const text = JSON.stringify({
      version: packageVersion(),
      options: this.#options,
      environment: Object.entries(this.#options.sources)
        .filter(([, source]) => typeof source === 'object' && source.env)
        .map(([name]) => [name, environmentHash(name, sources)]),
      managed: sources.files.filter(isManaged).map((file) => [file, contentHash(file)]),
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

/** Of everything that a page may say of the source. What is secret is masked before, so that a hash gives nothing away. */
function environmentHash(name: string, sources: Sources): string | undefined {
  try {
    const { resolved, redactor } = sources.get(name);
    return sha256(JSON.stringify(describeConfig(resolved, redactor)));
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

function contentHash(file: string): string | undefined {
  return existsSync(file) ? sha256(readFileSync(file)) : undefined;
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
