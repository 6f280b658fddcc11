import type { ConfigDocument, ConfigSchema, Redactor, ResolvedConfig } from '@lockstep/config';

/** Where a source is read from, as written in `lockstep.config` and in Docusaurus's plugin options. */
export interface SourceOptions {
  /** One file or several, in order; later files win. Relative to the project's root. */
  readonly path: string | readonly string[];
  /** A JSON Schema 2020-12 file. Without it there are no types and no reference page. */
  readonly schema?: string;
  /** INI dialect. @default 'default' */
  readonly dialect?: string;
  /**
   * Whether the environment counts (`x-env` variables and `${VAR}`). Off, the same commit gives the same pages on every
   * machine. @default false
   */
  readonly env?: boolean;
}

/** The plugin's options: one shape for `lockstep.config`, the Docusaurus plugin and the Markdown plugins. */
export interface LockstepOptions {
  /** Sources by name; the first one is the default of every tag. */
  readonly sources: { readonly [name: string]: SourceOptions | string };
  /** The directory that paths are relative to. @default the working directory */
  readonly root?: string;
  /**
   * Directories from which a tag may name a file by path: with `['conf']`, `file=app.ini` reads `conf/app.ini`. Without
   * them, tags read configured sources only. @default none
   */
  readonly roots?: readonly string[];
  /** Reference pages to generate; Docusaurus and `lockstep reference` write them. */
  readonly reference?: ReferenceOptions;
  /** Globs of key paths to redact where no schema says what is secret. */
  readonly redact?: readonly string[];
  /** Pages that `lockstep check` reads: directories, searched for `.md` and `.mdx`, and files. @default ['docs'] */
  readonly docs?: readonly string[];
  /** Directories that hold the pages of `docs` in other languages, by locale and laid out alike. */
  readonly translations?: { readonly [locale: string]: string };
  /** What `lockstep check` tolerates. */
  readonly check?: CheckOptions;
  /** Block syntax of other systems that pages are written in: `mkdocs` reads `!!! warning "Title"` as an admonition. */
  readonly admonitions?: 'mkdocs';
  /** Address that error messages link to; the error's code is appended. @default the pages of the installed version */
  readonly errorPages?: string;
}

/** What `lockstep check` tolerates, each with a reason. */
export interface CheckOptions {
  /** A file that lists accepted findings and the number of claims; `--baseline` names another. */
  readonly baseline?: string;
  /** Keys that no page has to mention: globs of key paths, each with the reason. */
  readonly undocumented?: { readonly [glob: string]: string };
}

/** Where the reference pages go. */
export interface ReferenceOptions {
  /** Directory below the root, such as `docs/reference`. */
  readonly out: string;
  /** Which source; @default the first */
  readonly source?: string;
  /** A file of evidence (see `evidence.json` of the server). */
  readonly evidence?: string;
  /**
   * Address of the pages on the site, such as `/docs/reference/`; `ini-ref` links there. Without it, links are paths of
   * the generated files relative to the page, which Docusaurus resolves and checks.
   */
  readonly url?: string;
}

/** A source, read and resolved. */
export interface Source {
  readonly name: string;
  readonly documents: readonly ConfigDocument[];
  readonly schema: ConfigSchema | undefined;
  readonly resolved: ResolvedConfig;
  /** Hides this source's secrets; everything that is printed from it goes through here. */
  readonly redactor: Redactor;
  /** Absolute real paths of all files it was made from (documents and schema), for watchers. */
  readonly files: readonly string[];
}

/** All configured sources; reads lazily and again when a file changed (by content, never by path alone). */
export interface Sources {
  readonly names: readonly string[];
  /** Files of every source, whether or not they exist yet. */
  readonly files: readonly string[];
  /**
   * The source of that name, by default the first. Where `roots` are configured, a path below one of them is a source
   * too, without schema.
   *
   * @throws {SourceError} when the name is unknown, the path refused, a file cannot be read, or its content has errors
   */
  get(name?: string): Source;
}
