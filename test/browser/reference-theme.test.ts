import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/checkout.ts';

const THEME = 'docusaurus-plugin-lockstep';
/** A small site that has the plugin, below the repository so that it finds the installed packages. */
const SITE = path.join(ROOT, '.lockstep/test-sites/swizzle');
const FILES = {
  'package.json': '{"name": "swizzle", "private": true}',
  'app.ini': '[app]\nport = 8080\n',
  'docusaurus.config.mjs': `import { withLockstep } from '${THEME}/docusaurus';
    const site = { title: 'Site', url: 'http://127.0.0.1', baseUrl: '/' };
    export default withLockstep(site, { sources: { app: 'app.ini' } });`,
};
const COMPONENTS = ['LockstepEntry', 'LockstepEvidence', 'LockstepFilter', 'LockstepReference'];

function docusaurus(...args: readonly string[]): string {
  const command = path.join(ROOT, 'node_modules/.bin/docusaurus');
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NO_UPDATE_NOTIFIER: '1' };
  return execFileSync(command, args, { cwd: SITE, encoding: 'utf8', env });
}

describe('docusaurus swizzle', () => {
  beforeAll(() => {
    rmSync(SITE, { recursive: true, force: true });
    mkdirSync(SITE, { recursive: true });
    for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(SITE, file), text);
  });
  afterAll(() => rmSync(SITE, { recursive: true, force: true }));

  it.each(COMPONENTS)('lists %s as safe to wrap and to eject', (component) => {
    const row = docusaurus('swizzle', THEME, '--list')
      .split('\n')
      .find((line) => line.split('│')[1]?.trim() === component);
    expect(row?.split('│').slice(2, 4)).toEqual([' Safe   ', ' Safe   ']);
  });

  it('ejects components of which every import is there', () => {
    for (const component of COMPONENTS) docusaurus('swizzle', THEME, component, '--eject');
    const theme = path.join(SITE, 'src/theme');
    expect(readdirSync(theme).toSorted()).toEqual(COMPONENTS);
    for (const component of COMPONENTS) {
      const folder = path.join(theme, component);
      const files = readdirSync(folder);
      for (const file of files) {
        const text = readFileSync(path.join(folder, file), 'utf8');
        const imports = [...text.matchAll(/from '\.\/([^']+)'/g)].map(([, name]) => name);
        expect(files).toEqual(expect.arrayContaining(imports));
        expect(text).not.toContain("from '../");
      }
    }
  });
});
