import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/checkout.ts';

const FOLDER = path.join(ROOT, '.lockstep/browser-docs');
const STAMP = path.join(FOLDER, 'stamp');
const INPUTS = [
  'package.json',
  'lockstep.config.mjs',
  'docs-site/docs',
  'docs-site/src',
  'docs-site/static',
  'docs-site/docusaurus.config.ts',
  'docs-site/sidebars.ts',
  'docs-site/package.json',
  'examples',
  'plugin/errors',
  'scripts/lib',
  'server/settings.schema.json',
  'server/evidence.json',
];
/** What else the pages are made of; it is used where it is. */
const PROGRAMS = ['plugin/dist', 'plugin/css', 'plugin/src/theme', 'config/dist'];
const REFERENCE = path.join(ROOT, 'docs-site/docs/reference');

/** Where the documentation that the browser tests open is built. */
export const DOCS_BUILD: string = path.join(FOLDER, 'docs-site/build');

/** Global setup: builds this repository's documentation site in a folder of its own, unless what is there is fresh. */
export function setup(): void {
  const stamp = fingerprint([...INPUTS, ...PROGRAMS]);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  rmSync(STAMP, { force: true });
  for (const input of INPUTS) {
    const copy = path.join(FOLDER, input);
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(path.dirname(copy), { recursive: true });
    cpSync(path.join(ROOT, input), copy, {
      recursive: true,
      filter: (source) => source !== REFERENCE,
    });
  }
  const docusaurus = path.join(ROOT, 'node_modules/.bin/docusaurus');
  execFileSync(docusaurus, ['build', 'docs-site'], { cwd: FOLDER, encoding: 'utf8' });
  writeFileSync(STAMP, stamp);
}

function fingerprint(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesOf)) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesOf(input: string): readonly string[] {
  const start = path.join(ROOT, input);
  if (!existsSync(start)) return [];
  const entries = readdirSync(path.dirname(start), { withFileTypes: true });
  if (entries.some((entry) => entry.name === path.basename(start) && entry.isFile()))
    return [start];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(REFERENCE))
    .toSorted();
}
