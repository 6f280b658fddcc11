/**
 * Packs the three packages as npm would publish them and looks at the tarballs with publint and attw, so that a missing
 * file, a wrong export or types that resolve to nothing are found before a user finds them.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, step } from './lib/report.mjs';
import { bin, run } from './lib/run.mjs';

const PACKAGES = ['config', 'plugin', 'server'];
const folder = mkdtempSync(join(tmpdir(), 'lockstep-pack-'));

try {
  await step('compiling the packages', () => run(bin('tsc'), ['-b']));
  for (const name of PACKAGES) {
    await step(`packing ${name}`, () =>
      run('npm', ['pack', '--workspace', name, '--pack-destination', folder, '--ignore-scripts']),
    );
  }
  for (const tarball of readdirSync(folder)) {
    const file = join(folder, tarball);
    await step(`publint ${tarball}`, () => run(bin('publint'), ['run', file, '--strict']));
    await step(`attw ${tarball}`, () => run(bin('attw'), [file, '--profile', 'esm-only']));
  }
} catch (error) {
  fail(error.message);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
