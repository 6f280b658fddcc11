/**
 * Makes sure that the programs the tests need from the system are there: found on the PATH, else installed with apt-get
 * where that is possible, else named in one line. `npm start` needs none of them.
 */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, step } from './lib/report.mjs';
import { run } from './lib/run.mjs';

const NEEDED = [
  {
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    package: 'chromium',
    variable: 'CHROMIUM_PATH',
  },
  { commands: ['redis-server'], package: 'redis-server' },
  { commands: ['postgres'], folders: postgresFolders(), package: 'postgresql' },
];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(command) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => isExecutable(join(folder, command)));
}

const isThere = (need) =>
  isExecutable(process.env[need.variable ?? ''] ?? '') ||
  need.commands.some(onPath) ||
  need.folders?.some((folder) => need.commands.some((name) => isExecutable(join(folder, name))));

/** Debian keeps the programs of each version of PostgreSQL in a folder that is not on the PATH. */
function postgresFolders() {
  const root = '/usr/lib/postgresql';
  return existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : [];
}

const missing = NEEDED.filter((need) => !isThere(need)).map((need) => need.package);
if (missing.length > 0) {
  const canInstall = onPath('apt-get') && process.getuid?.() === 0;
  const advice = `install ${missing.join(' and ')} (on Debian: sudo apt-get install ${missing.join(' ')})`;
  if (!canInstall) fail(`The tests need more: ${advice}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`installing ${missing.join(', ')}`, async () => {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
  }).catch((error) => fail(`${error.message}\nThe tests need more: ${advice}`));
}
