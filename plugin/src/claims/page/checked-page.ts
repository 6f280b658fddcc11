import type { Span } from '@lockstep/config';
import type { ParsedTag } from '../../tag/parse.ts';
import type { TagError } from '../../tag/tag.ts';

/** A page as the checks see it: where it says something, without a syntax tree. */
export interface CheckedPage {
  /** As findings name it. */
  readonly path: string;
  readonly text: string;
  /** Every tag, in page order; tags in code and comments are none. */
  readonly tags: readonly ParsedTag[];
  /** Tags in places where none is expanded: raw HTML, attributes, addresses. */
  readonly unreached: readonly TagError[];
  readonly texts: readonly TextBlock[];
  readonly fences: readonly Fence[];
  readonly suppressions: readonly Suppression[];
}

/** Running text that belongs together: a paragraph, a heading, the text of one list item, one table cell. */
export interface TextBlock {
  readonly kind: 'paragraph' | 'heading' | 'item' | 'cell';
  readonly runs: readonly Run[];
  /** Texts of the headings that the block stands below, outermost first; a heading's own is not among them. */
  readonly headings: readonly string[];
  /** For a cell: the texts of its row's cells and of its column's header. */
  readonly row?: readonly TextBlock[] | undefined;
  readonly columnHeader?: string | undefined;
}

/** A stretch of running text of one kind. */
export interface Run {
  /** `tag` is what a tag stands for; its text is that of its body, or empty. */
  readonly type: 'text' | 'code' | 'tag';
  /** Without markup, escapes resolved. */
  readonly text: string;
  readonly span: Span;
  /** Whether it stands in strong emphasis, as the term of a definition often does. */
  readonly strong: boolean;
  /** Whether it is in the text of a link to another site. */
  readonly isElsewhere: boolean;
  /** The page's offset of each UTF-16 code unit of `text`, and one more for its end. */
  readonly offsets: readonly number[];
}

/** A block of code between fences. */
export interface Fence {
  /** The first word of the info string in lower case; empty where there is none. */
  readonly lang: string;
  /** The rest of the info string. */
  readonly meta: string;
  readonly text: string;
  readonly span: Span;
  /** The page's offset of the start of each line of `text`, behind the prefixes of containers. */
  readonly lineStarts: readonly number[];
  readonly headings: readonly string[];
  /** The text block right before it, which often says what it shows. */
  readonly intro?: TextBlock | undefined;
}

/**
 * A comment that makes the check overlook something:
 * `<!-- lockstep-ignore contradicted-value: an example of a bad setting -->`, in MDX `{/* lockstep-ignore … *\/}`.
 * It counts for the block that follows it.
 */
export interface Suppression {
  /** Codes that it is about; empty means all. */
  readonly codes: readonly string[];
  /** Required; `undefined` is a finding of its own. */
  readonly reason: string | undefined;
  readonly span: Span;
  /** The stretch of the page that it covers. */
  readonly covers: Span;
}
