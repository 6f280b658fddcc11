import { createSources } from '../sources/create-sources.ts';
import type { LockstepOptions, Source, Sources } from '../sources/source.ts';
import { createRenderer } from './create-renderer.ts';
import type { TagRenderer } from './renderer.ts';

/** Options of the Markdown plugins: sources to render from, or a renderer that is already there. */
export type HostOptions = (LockstepOptions | RendererOptions) & LocaleOptions;

/** What a host knows about all of its pages. */
interface LocaleOptions {
  /** Their language, as a BCP 47 tag: amounts are written in it. @default 'en' */
  readonly locale?: string;
}

/** A renderer that is already there. */
interface RendererOptions extends Pick<LockstepOptions, 'admonitions' | 'errorPages'> {
  readonly renderer: TagRenderer;
}

/** What a Markdown plugin renders with. */
export interface HostRenderer {
  readonly render: TagRenderer;
  /** The option of that name. */
  readonly errorPages: string | undefined;
  /**
   * Calls a function and tells which files were read for the tags it rendered: absolute paths, for watchers. A renderer
   * that was handed in does not tell.
   *
   * @param page the sources that its page has read so far: a page shows one state of each, and asks for it once
   */
  track<Result>(call: () => Result, onRead: (file: string) => void, page?: PageSources): Result;
}

/** Sources as a page has read them, by the name that its tags use; the default one has none. */
export type PageSources = Map<string | undefined, Source>;

/**
 * Makes the renderer of a Markdown plugin.
 *
 * @throws {OptionsError} with everything that is wrong with the options
 */
export function createHostRenderer(options: HostOptions): HostRenderer {
  const host = hasRenderer(options)
    ? new GivenRenderer(options)
    : new TrackingRenderer(createSources(projectOf(options)), options);
  const locale = options?.locale;
  if (locale === undefined) return host;
  const { render, errorPages } = host;
  return {
    render: (tag, page) => render(tag, { locale, ...page }),
    errorPages,
    track: (call, onRead, page) => host.track(call, onRead, page),
  };
}

/** All but the host's own are options of the project, every one of which is checked. */
function projectOf(options: LockstepOptions & LocaleOptions): LockstepOptions {
  if (options?.locale === undefined) return options;
  const { locale: _, ...project } = options;
  return project;
}

/** Plugins are registered from JavaScript too, with options that may be missing. */
function hasRenderer(options: HostOptions | undefined): options is RendererOptions {
  return typeof options === 'object' && options !== null && 'renderer' in options;
}

class GivenRenderer implements HostRenderer {
  readonly render: TagRenderer;
  readonly errorPages: string | undefined;

  constructor({ renderer, errorPages }: RendererOptions) {
    this.render = renderer;
    this.errorPages = errorPages;
  }

  track<Result>(call: () => Result): Result {
    return call();
  }
}

class TrackingRenderer implements HostRenderer {
  readonly render: TagRenderer;
  readonly errorPages: string | undefined;
  #onRead: ((file: string) => void) | undefined;
  /** Outside of {@link track} nothing is remembered. */
  #page: PageSources | undefined;

  constructor(sources: Sources, options: LockstepOptions) {
    this.errorPages = options.errorPages;
    const tracked: Sources = {
      get names() {
        return sources.names;
      },
      get files() {
        return sources.files;
      },
      get: (name) => this.#read(sources, name),
    };
    this.render = createRenderer(tracked, options);
  }

  track<Result>(
    call: () => Result,
    onRead: (file: string) => void,
    page: PageSources = new Map(),
  ): Result {
    const outer = { onRead: this.#onRead, page: this.#page };
    this.#onRead = onRead;
    this.#page = page;
    try {
      return call();
    } finally {
      this.#onRead = outer.onRead;
      this.#page = outer.page;
    }
  }

  /** A page whose source cannot be read depends on every file: any of them may mend it. */
  #read(sources: Sources, name: string | undefined): Source {
    try {
      const known = this.#page?.get(name);
      if (known) return known;
      const source = sources.get(name);
      this.#page?.set(name, source);
      this.#tell(source.files);
      return source;
    } catch (error) {
      this.#tell(sources.files);
      throw error;
    }
  }

  #tell(files: readonly string[]): void {
    for (const file of files) this.#onRead?.(file);
  }
}
