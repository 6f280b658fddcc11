import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRedactor, loadDocument, readJsonFile, withSnippets } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import { isRecord } from './checks.ts';
import { OptionsError } from './errors.ts';
import { readOptionsDocument } from './options-document.ts';
import { validateOptions } from './options.ts';
import type { LockstepOptions } from './source.ts';

const FILE_NAMES = ['lockstep.config.json', 'lockstep.config.yaml', 'lockstep.config.mjs'];

/** Options from a file, and which file that is. */
export interface LoadedProject {
  /** With `root` set to the file's directory, unless the file says otherwise. */
  readonly options: LockstepOptions;
  /** Absolute. */
  readonly file: string;
}

/**
 * Reads `lockstep.config.json`, `.yaml` or `.mjs` (default export) of a directory; `undefined` where there is none.
 *
 * @throws {OptionsError} when there are several, or with everything that is wrong in the one
 */
export async function loadProject(root: string): Promise<LoadedProject | undefined> {
  const directory = resolve(root);
  const found = FILE_NAMES.filter((name) => existsSync(join(directory, name)));
  const [name] = found;
  if (name === undefined) return undefined;
  if (found.length > 1)
    throw mistake(name, `There are several: ${found.join(', ')}; keep one of them`);
  const file = join(directory, name);
  const options = name.endsWith('.mjs') ? await importOptions(file, name) : readOptions(file, name);
  return { options: { ...options, root: resolve(directory, options.root ?? '.') }, file };
}

function readOptions(file: string, name: string): LockstepOptions {
  const document = loadDocument(file, { name });
  const withLines = (problems: readonly Problem[]): OptionsError =>
    new OptionsError(withSnippets(problems, [document], createRedactor({})));
  // JSON is read as YAML, which it is a part of; its mistakes are told in words of JSON.
  const { problems } = name.endsWith('.json') ? readJsonFile(file, name) : document;
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw withLines(errors);
  const { value, spanOf } = readOptionsDocument(document);
  try {
    return validateOptions(value, { name, spanOf });
  } catch (error) {
    throw error instanceof OptionsError ? withLines(error.problems) : error;
  }
}

async function importOptions(file: string, name: string): Promise<LockstepOptions> {
  const value = await importDefault(file, name);
  return validateOptions(value, { name });
}

async function importDefault(file: string, name: string): Promise<unknown> {
  let module: unknown;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw mistake(name, `The module cannot be loaded: ${firstLine(error)}`);
  }
  if (isRecord(module) && module['default'] !== undefined) return module['default'];
  throw mistake(name, 'The module has no default export; expected `export default { sources: … }`');
}

function mistake(file: string, message: string): OptionsError {
  return new OptionsError([{ code: 'invalid-config-file', severity: 'error', message, file }]);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? '';
}
