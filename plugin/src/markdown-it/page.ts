import type { Env } from 'markdown-it';
import type { HostRenderer, PageSources } from '../render/host.ts';
import type { RenderedNode } from '../render/nodes.ts';
import { PageErrors } from '../render/page-errors.ts';
import type { Tag, TagError } from '../tag/tag.ts';
import { hasOpener } from '../tag/unreached.ts';
import { PageLines } from './page-lines.ts';

/** One run of markdown-it: what its rules share. */
export class Page {
  readonly errors: PageErrors = new PageErrors();
  /** Whether the page holds an opener at all; most do not, and then nothing else is looked at. */
  readonly hasOpeners: boolean;
  /** Path of the page, where the environment tells: `path`, or VitePress's `relativePath`. */
  readonly path: string | undefined;
  /** Its language, where VitePress has a folder for each: `localeIndex` names that folder, or is `root`. */
  readonly locale: string | undefined;
  /** The run that this one interrupted, with the same environment. */
  readonly outer: Page | undefined;
  /** The page with `\n` line ends. */
  readonly text: string;
  readonly errorPages: string | undefined;
  readonly #renderer: HostRenderer;
  readonly #env: Env;
  readonly #sources: PageSources = new Map();
  #lines: PageLines | undefined;

  /** @param source the page with `\n` line ends */
  constructor(renderer: HostRenderer, source: string, env: Env, outer?: Page) {
    this.outer = outer;
    this.#renderer = renderer;
    this.#env = env;
    this.text = source;
    this.errorPages = renderer.errorPages;
    this.hasOpeners = hasOpener(source);
    this.path = [env['path'], env['relativePath']].find((path) => typeof path === 'string');
    const localeIndex: unknown = env['localeIndex'];
    this.locale =
      typeof localeIndex === 'string' && localeIndex !== 'root' ? localeIndex : undefined;
  }

  get lines(): PageLines {
    return (this.#lines ??= new PageLines(this.text));
  }

  /** Renders a tag. A tag with mistakes leaves nothing, and the page fails in the end. */
  render(tag: Tag, mistakes: readonly TagError[]): readonly RenderedNode[] {
    this.errors.add(...mistakes);
    if (mistakes.length > 0) return [];
    try {
      return this.#renderer.track(
        () => this.#renderer.render(tag, this.#place()),
        (file) => this.#addInclude(file),
        this.#sources,
      );
    } catch (error) {
      this.errors.addThrown(error, tag);
      return [];
    }
  }

  #place(): { readonly path: string | undefined; readonly locale?: string } {
    return { path: this.path, ...(this.locale !== undefined && { locale: this.locale }) };
  }

  /** VitePress watches the files in `includes`. */
  #addInclude(file: string): void {
    const includes = this.#env['includes'];
    if (Array.isArray(includes) && !includes.includes(file)) includes.push(file);
  }
}

/** The pages that are being parsed, by the environment that was given for each. */
export class Pages {
  readonly #pages = new WeakMap<Env, Page>();

  /** The page that a rule works on; `undefined` where rules run without the core, as in `md.inline.parse`. */
  get(env: Env | undefined): Page | undefined {
    return env === undefined ? undefined : this.#pages.get(env);
  }

  start(renderer: HostRenderer, source: string, env: Env): void {
    this.#pages.set(env, new Page(renderer, source, env, this.#pages.get(env)));
  }

  /** Ends the run; a run that it interrupted goes on. */
  finish(env: Env): Page | undefined {
    const page = this.#pages.get(env);
    if (page?.outer) this.#pages.set(env, page.outer);
    else this.#pages.delete(env);
    return page;
  }
}
