import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

it.each([
  ['lockstep-server', 'server/bin/lockstep-server.js', ['--help']],
  ['lockstep', 'plugin/bin/lockstep.js', ['--help']],
])('%s says nothing when its reader stops early, as `| head` does', async (_name, script, args) => {
  const child = spawn(process.execPath, [path.join(ROOT, script), ...args], { cwd: ROOT });
  child.stdout.destroy();
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(stderr).toBe('');
});
