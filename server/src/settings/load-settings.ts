import {
  ConfigError,
  createRedactor,
  describeConfig,
  fingerprint,
  hasErrors,
  inReadingOrder,
  loadDocument,
  parseIni,
  parseKeyPath,
  parseYaml,
  resolveConfig,
  toTree,
  trackReads,
  withSnippets,
} from '@lockstep/config';
import type {
  ConfigDocument,
  Environment,
  Problem,
  Redactor,
  ResolvedConfig,
} from '@lockstep/config';
import { withDerivedDefaults } from './derived-defaults.ts';
import { checkRules } from './rules/index.ts';
import { settingsSchema } from './server-schema.ts';
import type { Settings } from './settings.ts';

/** A configuration that is given as text instead of as a file. */
export interface SettingsText {
  /** Its name in messages; `.yaml` and `.yml` are read as YAML, everything else as INI. */
  readonly file: string;
  readonly text: string;
}

/** What settings are read from: files, then texts, then the environment; later ones win. */
export interface SettingsInput {
  readonly files?: readonly string[] | undefined;
  readonly sources?: readonly SettingsText[] | undefined;
  readonly env: Environment;
  /** The port that was chosen where `app.port` is 0. */
  readonly port?: number | undefined;
}

/** Settings that passed every check. */
export interface LoadedSettings {
  readonly settings: Settings;
  /** Keys that were read from `settings` so far; grows while the server runs. */
  readonly reads: ReadonlySet<string>;
  readonly resolved: ResolvedConfig;
  readonly redactor: Redactor;
  /** Hash of the schema and of the effective configuration without secrets. */
  readonly fingerprint: string;
  /** Every key that the server reads, with its value and provenance, secrets left out. */
  readonly listing: ReturnType<typeof describeConfig>;
  /** Warnings: deprecated names and the like. */
  readonly problems: readonly Problem[];
}

/**
 * Reads, merges and checks the settings.
 *
 * @throws {ConfigError} with every problem there is, warnings included, when one of them is an error
 */
export function loadSettings(input: SettingsInput): LoadedSettings {
  const documents = [
    ...(input.files ?? []).map((file) => loadDocument(file)),
    ...(input.sources ?? []).map(parseText),
  ];
  const declared = resolveConfig({ documents, schema: settingsSchema, env: input.env });
  const resolved = withDerivedDefaults(declared, input.port);
  const redactor = createRedactor({ schema: settingsSchema, resolved, env: input.env });
  const problems = withSnippets(findProblems(documents, resolved), documents, redactor);
  if (hasErrors(problems)) throw new ConfigError(problems);
  const { value: settings, reads } = trackReads(toTree<Settings>(resolved));
  return {
    settings,
    reads,
    resolved,
    redactor,
    fingerprint: fingerprint(declared),
    listing: describeConfig(resolved, redactor).filter(({ key }) => isLive(key)),
    problems,
  };
}

/** What a file says that cannot be read is unknown, so nothing is said about what is missing then. */
function findProblems(
  documents: readonly ConfigDocument[],
  resolved: ResolvedConfig,
): readonly Problem[] {
  const isUnread = documents.some(({ source, problems }) => source === '' && hasErrors(problems));
  return isUnread
    ? resolved.problems.filter(({ code }) => code !== 'missing-required')
    : inReadingOrder([...resolved.problems, ...checkRules(resolved)], documents);
}

/** Planned keys have a default and no effect. */
function isLive(key: string): boolean {
  return settingsSchema.find(parseKeyPath(key) ?? [])?.planned !== true;
}

function parseText({ file, text }: SettingsText): ConfigDocument {
  return /\.ya?ml$/iu.test(file) ? parseYaml(text, { file }) : parseIni(text, { file });
}
