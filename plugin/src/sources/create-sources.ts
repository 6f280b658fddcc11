import { nearestName } from '@lockstep/config';
import type { Environment, Problem } from '@lockstep/config';
import { SourceError } from './errors.ts';
import { toProject } from './options.ts';
import type { Project } from './options.ts';
import { pathFrom } from './path-from.ts';
import { judgePath, realPathOf } from './roots.ts';
import { SourceReader } from './source-reader.ts';
import type { ReaderContext } from './source-reader.ts';
import type { LockstepOptions, Source, Sources } from './source.ts';

/** What {@link createSources} takes from its surroundings. */
export interface SourcesHost {
  /** Counts for sources with `env: true` only. @default process.env */
  readonly env?: Environment;
  /**
   * Errors that do not stop a source; they stay in its `resolved.problems`. For tools that look at a configuration that
   * is not right. @default none
   */
  readonly tolerates?: (problem: Problem) => boolean;
}

/**
 * Sources by name, read from their files when they are asked for, and again when a file's content changed.
 *
 * @throws {OptionsError} with everything that is wrong with the options
 */
export function createSources(options: LockstepOptions, host: SourcesHost = {}): Sources {
  return new ProjectSources(toProject(options), host);
}

class ProjectSources implements Sources {
  readonly #project: Project;
  readonly #readers: ReadonlyMap<string, SourceReader>;
  readonly #context: ReaderContext;
  /** Sources named by path, by real path. */
  readonly #byPath = new Map<string, SourceReader>();

  constructor(project: Project, { env = process.env, tolerates = () => false }: SourcesHost) {
    this.#project = project;
    this.#context = { env, tolerates, secretGlobs: () => this.#secretGlobs() };
    const withSchema: ReaderContext = { ...this.#context, secretGlobs: () => project.redact };
    this.#readers = new Map(
      [...project.sources].map(([name, plan]) => {
        const context = plan.schema === undefined ? this.#context : withSchema;
        return [name, new SourceReader(plan, context)];
      }),
    );
  }

  get names(): readonly string[] {
    return [...this.#readers.keys()];
  }

  get files(): readonly string[] {
    return [...new Set([...this.#readers.values()].flatMap((reader) => reader.files))];
  }

  get(name?: string): Source {
    const wanted = name ?? this.names[0]!;
    const reader = this.#readers.get(wanted) ?? this.#readerOfPath(wanted);
    return reader.read();
  }

  /** What any schema of the project keeps secret is secret in its other files as well. */
  #secretGlobs(): readonly string[] {
    const keys = [...this.#readers.values()].flatMap((reader) => reader.secretKeys());
    return [...this.#project.redact, ...keys];
  }

  #readerOfPath(path: string): SourceReader {
    const { roots } = this.#project;
    if (roots.length === 0) throw this.#unknownSource(path);
    const verdict = judgePath(path, roots);
    if ('missing' in verdict) throw this.#unknownSource(path);
    if ('refused' in verdict) throw refusal(path, verdict.refused);
    const configured = [...this.#readers.values()].find((reader) => reader.isFile(verdict.path));
    if (configured) return configured;
    let reader = this.#byPath.get(verdict.path);
    if (!reader) {
      // Two tags may call it by two names; where it is, it is once.
      const name = pathFrom(realPathOf(this.#project.root), verdict.path);
      const files = [{ name, path: verdict.path }];
      const plan = { name, files, schema: undefined, dialect: undefined, env: false };
      reader = new SourceReader(plan, this.#context);
      this.#byPath.set(verdict.path, reader);
    }
    return reader;
  }

  #unknownSource(name: string): SourceError {
    const shown = JSON.stringify(name);
    const names = this.names.map((each) => `\`${each}\``).join(', ');
    const isPathAllowed = this.#project.roots.length > 0;
    const message = isPathAllowed
      ? `${shown} is neither a source (${names}) nor a file below the configured roots`
      : `There is no source ${shown}; the sources are ${names}`;
    return refusalOf({
      code: 'unknown-file',
      message,
      file: name,
      nearest: nearestName(name, this.names),
    });
  }
}

function refusal(path: string, rule: string): SourceError {
  const message = `The path ${JSON.stringify(path)} is refused: ${rule}`;
  return refusalOf({ code: 'path-refused', message, file: path });
}

function refusalOf(problem: Omit<Problem, 'severity'>): SourceError {
  return new SourceError([{ severity: 'error', ...problem }]);
}
