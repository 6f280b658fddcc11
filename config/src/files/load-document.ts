import type { ConfigDocument } from '../document/document.ts';
import type { DialectName } from '../ini/dialects.ts';
import { parseIni } from '../ini/parse-ini.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { readConfigText } from './read-file.ts';

/** How to read a configuration file. */
export interface LoadDocumentOptions {
  /** What the user calls the file, for messages. @default the path */
  readonly name?: string | undefined;
  /** How an INI file is written. @default 'default' */
  readonly dialect?: DialectName | undefined;
  /** @default by the file's ending: `.yaml`, `.yml` and `.json` are YAML (JSON is a part of it), all others INI */
  readonly format?: 'ini' | 'yaml' | undefined;
}

const YAML_ENDING = /\.(?:ya?ml|json)$/i;

/**
 * Reads and parses a configuration file. Never throws on a bad file or bad content; see {@link readConfigText} for
 * the problems a file can have. A file that cannot be read gives an empty document with the problem, so that the
 * problems of several files can be shown at once.
 */
export function loadDocument(path: string, options: LoadDocumentOptions = {}): ConfigDocument {
  const { name = path, dialect, format = formatOf(path) } = options;
  const { text, problems } = readConfigText(path, name);
  const document =
    format === 'yaml'
      ? parseYaml(text, { file: name })
      : parseIni(text, { file: name, ...(dialect && { dialect }) });
  return { ...document, problems: [...problems, ...document.problems] };
}

function formatOf(path: string): 'ini' | 'yaml' {
  return YAML_ENDING.test(path) ? 'yaml' : 'ini';
}
