import type { Tag } from '../tag/tag.ts';
import type { RenderedNode } from './nodes.ts';

/** The page that a tag stands in. */
export interface Page {
  /** The page's path, where the host knows it. */
  readonly path?: string | undefined;
  /** The page's language, as a BCP 47 tag, where the host knows it; amounts are written in it. @default 'en' */
  readonly locale?: string | undefined;
}

/**
 * Turns a tag into what stands in its place; every host calls it, none knows what a tag means.
 *
 * @throws {TagError} when the tag asks for something that does not exist
 * @throws {SourceError} when a source cannot be read or its content has errors
 */
export type TagRenderer = (tag: Tag, page: Page) => readonly RenderedNode[];
