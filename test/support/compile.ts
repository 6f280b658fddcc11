import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Global setup for tests that start commands or real builds as users do: those run what `tsc -b` makes. */
export function setup(): void {
  const { status, stdout } = spawnSync(path.join(ROOT, 'node_modules/.bin/tsc'), ['-b'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The packages do not compile:\n${stdout}`);
}
