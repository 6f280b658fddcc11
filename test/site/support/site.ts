import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const TEMPLATE = path.join(import.meta.dirname, '../fixtures/site');

export type Bundler = 'rspack' | 'webpack';

/** A real Docusaurus site in a folder of its own, below the repository so that it finds the installed packages. */
export class Site {
  readonly folder: string;
  readonly bundler: Bundler;

  constructor(bundler: Bundler) {
    const parent = path.join(ROOT, '.lockstep/test-sites');
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(path.join(parent, `${bundler}-`));
    this.bundler = bundler;
    cpSync(TEMPLATE, this.folder, { recursive: true });
  }

  write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }

  /** Replaces text in a file; fails when it is not there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`);
    this.write(file, text.replace(from, to));
  }

  /** `docusaurus build`, as a user runs it. */
  async build(): Promise<{ readonly code: number | null; readonly output: string }> {
    const child = spawn(path.join(ROOT, 'node_modules/.bin/docusaurus'), ['build'], {
      cwd: this.folder,
      env: {
        ...process.env,
        BUNDLER: this.bundler,
        NO_UPDATE_NOTIFIER: '1',
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, output: Buffer.concat(chunks).toString() };
  }

  /**
   * Every file of the site that a build makes or keeps: output, generated files and caches.
   *
   * @yields the file's path below the site and its bytes, one a character
   */
  *builtFiles(): Generator<readonly [file: string, text: string]> {
    for (const start of ['build', '.docusaurus', 'docs', 'node_modules/.cache']) {
      const folder = path.join(this.folder, start);
      if (!existsSync(folder)) continue;
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        yield [path.relative(this.folder, file), readFileSync(file, 'latin1')];
      }
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
