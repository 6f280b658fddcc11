import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Folder } from './folder.ts';

export const ROOT: string = path.resolve(import.meta.dirname, '../..');

const COPIED = [
  'package.json',
  'lockstep.config.mjs',
  'tsconfig.json',
  'tsconfig.base.json',
  'scripts',
  'examples',
];
const PACKAGES = {
  config: '@lockstep/config',
  server: '@lockstep/server',
  plugin: 'docusaurus-plugin-lockstep',
};
const MADE = new Set(['node_modules', 'dist', 'build', '.docusaurus']);
const REFERENCE = path.join(ROOT, 'docs-site/docs/reference');

/**
 * A copy of the repository as a fresh clone is after `npm install`: nothing compiled, no pages generated, no caches. It
 * lies below the repository, where its programs find the installed packages; its own packages are linked to its own
 * sources.
 */
export class Checkout extends Folder {
  constructor(name: string) {
    super(path.join(ROOT, '.lockstep/checkouts'), name);
    for (const entry of [...COPIED, ...Object.keys(PACKAGES), 'docs-site']) this.#copy(entry);
    this.#link();
  }

  #copy(entry: string): void {
    cpSync(path.join(ROOT, entry), this.path(entry), {
      recursive: true,
      filter: (source) =>
        !MADE.has(path.basename(source)) &&
        !source.endsWith('.tsbuildinfo') &&
        source !== REFERENCE,
    });
  }

  #link(): void {
    mkdirSync(this.path('node_modules/@lockstep'), { recursive: true });
    for (const [folder, name] of Object.entries(PACKAGES)) {
      symlinkSync(this.path(folder), this.path('node_modules', name));
      const own = path.join(ROOT, folder, 'node_modules');
      if (!existsSync(own)) continue;
      mkdirSync(this.path(folder, 'node_modules'));
      for (const installed of readdirSync(own)) {
        if (!installed.startsWith('.'))
          symlinkSync(path.join(own, installed), this.path(folder, 'node_modules', installed));
      }
    }
    symlinkSync(path.join(ROOT, 'node_modules/.bin'), this.path('node_modules/.bin'));
  }
}
