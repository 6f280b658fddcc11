import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A folder that tests write to, and take away when they are done. Paths are relative to it. */
export class Folder {
  readonly folder: string;

  /** Makes it below another one, with a name that begins like this and is new. */
  constructor(parent: string, start: string) {
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(path.join(parent, `${start}-`));
  }

  path(...names: readonly string[]): string {
    return path.join(this.folder, ...names);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  /** Replaces text in a file, everywhere; fails when it is not there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`);
    this.write(file, text.replaceAll(from, to));
  }

  delete(file: string): void {
    rmSync(this.path(file));
  }

  /** Programs that end may write for a moment longer. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
