import { createSources } from '../sources/create-sources.ts';
import type { LockstepOptions, Source, Sources } from '../sources/source.ts';
import { createRenderer } from './create-renderer.ts';
import type { TagRenderer } from './renderer.ts';

/** Options of the Markdown plugins: sources to render from, or a renderer that is already there. */
export type HostOptions = LockstepOptions | RendererOptions;

/** A renderer that is already there. */
interface RendererOptions {
  readonly renderer: TagRenderer;
}

/** What a Markdown plugin renders with. */
export interface HostRenderer {
  readonly render: TagRenderer;
  /**
   * Calls a function and tells which files were read for the tags it rendered: absolute paths, for watchers. A renderer
   * that was handed in does not tell.
   */
  track<Result>(call: () => Result, onRead: (file: string) => void): Result;
}

/**
 * Makes the renderer of a Markdown plugin.
 *
 * @throws {OptionsError} with everything that is wrong with the options
 */
export function createHostRenderer(options: HostOptions): HostRenderer {
  return hasRenderer(options)
    ? { render: options.renderer, track: (call) => call() }
    : new TrackingRenderer(createSources(options));
}

/** Plugins are registered from JavaScript too, with options that may be missing. */
function hasRenderer(options: HostOptions | undefined): options is RendererOptions {
  return typeof options === 'object' && options !== null && 'renderer' in options;
}

class TrackingRenderer implements HostRenderer {
  readonly render: TagRenderer;
  #onRead: ((file: string) => void) | undefined;

  constructor(sources: Sources) {
    this.render = createRenderer({
      get names() {
        return sources.names;
      },
      get files() {
        return sources.files;
      },
      get: (name) => this.#read(sources, name),
    });
  }

  track<Result>(call: () => Result, onRead: (file: string) => void): Result {
    const outer = this.#onRead;
    this.#onRead = onRead;
    try {
      return call();
    } finally {
      this.#onRead = outer;
    }
  }

  /** A page whose source cannot be read depends on every file: any of them may mend it. */
  #read(sources: Sources, name: string | undefined): Source {
    try {
      const source = sources.get(name);
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
