import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/checkout.ts';
import { Folder } from '../../support/folder.ts';
import { Program } from '../../support/program.ts';

const TEMPLATE = path.join(import.meta.dirname, '../fixtures/vitepress');
const EVERY_TAG = ['.md', '.ini', '.production.ini', '.schema.json'];
const COMMAND = path.join(ROOT, 'node_modules/.bin/vitepress');

/** A real VitePress site in a folder of its own, below the repository so that it finds the installed packages. */
export class VitePressSite extends Folder {
  constructor() {
    super(path.join(ROOT, '.lockstep/test-sites'), 'vitepress');
    cpSync(TEMPLATE, this.folder, { recursive: true });
    const fixtures = path.join(ROOT, 'test/plugin/fixtures/every-tag');
    for (const ending of EVERY_TAG) {
      copyFileSync(`${fixtures}${ending}`, this.path(`every-tag${ending}`));
    }
    copyFileSync(path.join(ROOT, 'docs-site/static/img/overview.png'), this.path('image.png'));
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
}
