import type { ReferenceOptions, Sources } from '../sources/source.ts';
import type { Page } from './renderer.ts';
import type { Words } from './words.ts';

/** What a renderer knows beside its sources. */
export interface RenderContext {
  /** The reference pages that links lead to. */
  readonly reference?: ReferenceOptions | undefined;
  /** The directory that the reference's `out` is relative to. @default the working directory */
  readonly root?: string | undefined;
}

/** What one tag is rendered with. */
export interface Scope {
  readonly sources: Sources;
  readonly page: Page;
  readonly context: RenderContext;
  readonly words: Words;
}
