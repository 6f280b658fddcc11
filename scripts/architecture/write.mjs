/** Writes `oxlint.json` (the lint overrides that `.oxlintrc.json` extends) from the table in `layers.mjs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { DRIVERS, FOLDERS, WORKSPACES } from './layers.mjs';

const TARGET = new URL('oxlint.json', import.meta.url);

/** Patterns for a package and everything below it. */
const packagePatterns = (names) => names.flatMap((name) => [name, `${name}/**`]);

/** Patterns for sibling folders, from a file in the folder itself or one level deeper. */
const folderPatterns = (names) => names.flatMap((name) => [`../${name}/**`, `../../${name}/**`]);

function foreignDrivers(folder) {
  return Object.keys(DRIVERS).filter((driver) => !folder.startsWith(DRIVERS[driver]));
}

function override(folder, { folders = [], packages = [] } = {}) {
  const workspace = folder.split('/')[0];
  const name = folder.split('/').at(-1);
  const patterns = [
    {
      group: packagePatterns([...WORKSPACES[workspace], ...packages]),
      message: `${workspace}/${name} must not depend on this package`,
    },
    {
      group: packagePatterns(foreignDrivers(folder)),
      message: 'a driver package is imported in the one folder that owns it',
    },
    { group: folderPatterns(folders), message: `${name}/ stands below or beside this folder` },
  ].filter((pattern) => pattern.group.length > 0);
  return { files: [`${folder}/**`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** The file's text, as it should be. */
export function architectureText() {
  const workspaces = Object.keys(WORKSPACES).map((name) => override(`${name}/src`));
  const drivers = [...new Set(Object.values(DRIVERS))].filter((folder) => !FOLDERS[folder]);
  const folders = [...drivers.map((folder) => [folder]), ...Object.entries(FOLDERS)];
  const overrides = [...workspaces, ...folders.map(([folder, limits]) => override(folder, limits))];
  return `${JSON.stringify({ overrides }, null, 1)}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const text = architectureText();
  const isCheck = process.argv.includes('--check');
  if (isCheck && readFileSync(TARGET, 'utf8') !== text) {
    console.error('scripts/architecture/oxlint.json is out of date: run `npm run architecture`');
    process.exitCode = 1;
  } else if (!isCheck) writeFileSync(TARGET, text);
}
