import {
  compileSchema,
  createRedactor,
  hasErrors,
  loadDocument,
  readJsonFile,
  resolveConfig,
  withSnippets,
} from '@lockstep/config';
import type { Alias, ConfigDocument, ConfigSchema, Environment, Problem } from '@lockstep/config';
import { SourceError } from './errors.ts';
import type { SourcePlan } from './options.ts';
import { realPathOf } from './roots.ts';
import type { Source } from './source.ts';
import { stampOf } from './stamp.ts';

/** What a reader needs to know beside its own plan. */
export interface ReaderContext {
  readonly env: Environment;
  /** Globs of key paths to redact, for a source without a schema. */
  readonly secretGlobs: () => readonly string[];
  /** Errors that do not stop the source. */
  readonly tolerates: (problem: Problem) => boolean;
}

/** The texts that a source was made from; equal inputs make an equal source. */
interface Inputs {
  readonly documents: readonly ConfigDocument[];
  readonly schema: ConfigSchema | undefined;
  /** The schema as canonical text, for comparison. */
  readonly schemaText: string | undefined;
  readonly problems: readonly Problem[];
  readonly globs: readonly string[];
}

type Outcome = { readonly source: Source } | { readonly error: SourceError };

/** Reads one source, and reads it again only when a file's content is another one. Failures are remembered as well. */
export class SourceReader {
  readonly #plan: SourcePlan;
  readonly #context: ReaderContext;
  readonly #paths: readonly string[];
  #stamp = '';
  #isSettled = false;
  #inputs: Inputs | undefined;
  #outcome: Outcome | undefined;

  constructor(plan: SourcePlan, context: ReaderContext) {
    this.#plan = plan;
    this.#context = context;
    const files = plan.schema === undefined ? plan.files : [...plan.files, plan.schema];
    this.#paths = files.map(({ path }) => path);
  }

  /** Real paths of every file that the source is made from, whether or not it exists. */
  get files(): readonly string[] {
    return this.#paths.map(realPathOf);
  }

  /** Whether the source is this one file and nothing else beside its schema. */
  isFile(realPath: string): boolean {
    return this.#plan.files.length === 1 && this.files[0] === realPath;
  }

  /** Keys that the source's schema keeps secret, old names included. @throws {SourceError} when the schema is broken */
  secretKeys(): readonly string[] {
    if (this.#plan.schema === undefined) return [];
    const outcome = this.#refresh();
    const schema = this.#inputs?.schema;
    if (!schema && 'error' in outcome) throw outcome.error;
    const secrets = schema?.settings.filter(({ secret }) => secret) ?? [];
    return secrets.flatMap(({ path, aliases }) => [path.join('.')].concat(aliases.map(aliasKey)));
  }

  /** The source as its files are now. @throws {SourceError} with every error in them */
  read(): Source {
    const outcome = this.#refresh();
    if ('error' in outcome) throw outcome.error;
    return outcome.source;
  }

  #refresh(): Outcome {
    const stamps = this.#paths.map(stampOf);
    const globs = this.#context.secretGlobs();
    const stamp = [...stamps.map(({ text }) => text), ...globs].join('\n');
    if (this.#outcome && this.#isSettled && stamp === this.#stamp) return this.#outcome;
    const inputs = this.#readInputs(globs);
    this.#stamp = stamp;
    this.#isSettled = stamps.every(({ settled }) => settled);
    if (this.#outcome && this.#inputs && isSameInput(this.#inputs, inputs)) return this.#outcome;
    this.#inputs = inputs;
    this.#outcome = this.#build(inputs);
    return this.#outcome;
  }

  #readInputs(globs: readonly string[]): Inputs {
    const { files, dialect, schema: schemaFile } = this.#plan;
    const documents = files.map(({ path, name }) => loadDocument(path, { name, dialect }));
    if (!schemaFile)
      return { documents, schema: undefined, schemaText: undefined, problems: [], globs };
    const { value, problems } = readJsonFile(schemaFile.path, schemaFile.name);
    const schema = hasErrors(problems)
      ? undefined
      : compileSchema(value, { file: schemaFile.name });
    const all = [...problems, ...(schema?.problems ?? [])];
    return { documents, schema, schemaText: JSON.stringify(value), problems: all, globs };
  }

  #build({ documents, schema, problems, globs }: Inputs): Outcome {
    const env = this.#plan.env ? this.#context.env : undefined;
    const canResolve = !hasErrors(problems);
    const resolved = resolveConfig({
      documents,
      schema: canResolve ? schema : undefined,
      env,
      complete: false,
    });
    const redactor = createRedactor({ schema, resolved, globs });
    // Without its schema every key would look unknown: what is wrong with the schema is told first.
    const found = canResolve ? resolved.problems : [];
    const errors = [...problems, ...found].filter(
      (problem) => problem.severity === 'error' && !this.#context.tolerates(problem),
    );
    if (errors.length > 0)
      return { error: new SourceError(withSnippets(errors, documents, redactor)) };
    return {
      source: { name: this.#plan.name, documents, schema, resolved, redactor, files: this.files },
    };
  }
}

/** An old name without the `[]` of lists. */
function aliasKey(alias: Alias): string {
  return (typeof alias === 'string' ? alias : alias.key).replace(/\[\]$/, '');
}

function isSameInput(a: Inputs, b: Inputs): boolean {
  return (
    a.schemaText === b.schemaText &&
    a.globs.join('\n') === b.globs.join('\n') &&
    describeProblems(a) === describeProblems(b) &&
    a.documents.every((document, index) => document.source === b.documents[index]?.source)
  );
}

/** A missing file and an empty one have the same text; their problems differ. */
function describeProblems({ documents, problems }: Inputs): string {
  return [...documents.flatMap((document) => document.problems), ...problems]
    .map(({ code, file }) => `${code} ${file}`)
    .join('\n');
}
