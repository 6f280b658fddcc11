import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/checkout.ts';
import { Program } from '../../support/program.ts';

const TEMPLATE = path.join(import.meta.dirname, '../fixtures/vitepress');
const EVERY_TAG = ['.md', '.ini', '.production.ini', '.schema.json'];
const COMMAND = path.join(ROOT, 'node_modules/.bin/vitepress');

/** A real VitePress site in a folder of its own, below the repository so that it finds the installed packages. */
export class VitePressSite {
  readonly folder: string;

  constructor() {
    const parent = path.join(ROOT, '.lockstep/test-sites');
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(path.join(parent, 'vitepress-'));
    cpSync(TEMPLATE, this.folder, { recursive: true });
    const fixtures = path.join(ROOT, 'test/plugin/fixtures/every-tag');
    for (const ending of EVERY_TAG) {
      copyFileSync(`${fixtures}${ending}`, path.join(this.folder, `every-tag${ending}`));
    }
    copyFileSync(path.join(ROOT, 'docs-site/static/img/overview.png'), this.path('image.png'));
  }

  path(file: string): string {
    return path.join(this.folder, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(this.path(file), text);
  }

  /** `vitepress build`, as a user runs it. */
  build(): { readonly code: number | null; readonly output: string } {
    const { status, stdout, stderr } = spawnSync(COMMAND, ['build'], {
      cwd: this.folder,
      encoding: 'utf8',
    });
    return { code: status, output: stdout + stderr };
  }

  /** `vitepress dev` on loopback. */
  start(port: number): Program {
    return new Program(
      COMMAND,
      ['dev', '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
      this.folder,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
