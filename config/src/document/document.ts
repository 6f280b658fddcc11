import type { KeyPath } from './key-path.ts';
import type { Span } from './position.ts';
import type { Problem } from './problem.ts';

/** A parsed configuration file that keeps every byte, comment and position. INI and YAML give the same shape. */
export interface ConfigDocument {
  readonly format: 'ini' | 'yaml';
  /** Name of the INI dialect; `undefined` for YAML. */
  readonly dialect?: string | undefined;
  /** The file's name as the user gave it; used in messages, never opened. */
  readonly file: string;
  /** The whole text, a byte order mark included. Joining the blocks' spans gives exactly this. */
  readonly source: string;
  /** Whole lines in source order; every character of `source` is in exactly one block. */
  readonly blocks: readonly Block[];
  /** The entries of all blocks in source order, commented-out ones included (`disabled`). */
  readonly entries: readonly Entry[];
  /** Mistakes and warnings found while reading, in source order. */
  readonly problems: readonly Problem[];
  /** What a key that is written more than once means; `documentValues` applies it. @default 'last' */
  readonly repeated?: RepeatedKeys | undefined;
}

/**
 * The rule for a key that is written more than once.
 * - `last`, `first`: that one wins
 * - `list`: each adds an item
 * - `resettable-list`: each adds an item, an empty one drops all before it (systemd.syntax(7))
 */
export type RepeatedKeys = 'last' | 'first' | 'list' | 'resettable-list';

/**
 * One or more whole lines (line ends included).
 * - `header`: a section header (`[a.b]`), or a YAML key whose value is a block mapping (`session:`)
 * - `entry`: a key with its value and its continuation lines; a YAML flow collection is one block with several entries
 * - `comment`: comment lines without a blank line between them
 * - `disabled`: a commented-out key (`;port = 1`), read like an entry
 * - `blank`: empty lines
 * - `other`: what is neither (a line with a mistake, YAML directives and document markers)
 */
export interface Block {
  readonly kind: 'header' | 'entry' | 'comment' | 'disabled' | 'blank' | 'other';
  readonly span: Span;
  /** The section that the block stands in; for a header, the section it opens. `[]` is the preamble. */
  readonly section: KeyPath;
  /** The entries written on these lines; those of a header stand behind it (`[a] key = v`, where a dialect allows it). */
  readonly entries: readonly Entry[];
  /**
   * For `comment` and `disabled`: index in `blocks` of the header or entry that it describes (stands directly above);
   * a comment above a commented-out key that describes no entry has that `disabled` block as its owner.
   */
  readonly owner?: number | undefined;
  /** A header's or an entry's comment on the same line, from its marker to the end of the text. */
  readonly inlineComment?: Span | undefined;
  /**
   * All other comments between the block's first and last character: among and behind the items of a list, behind the
   * lines of a flow collection. In source order; absent when there are none.
   */
  readonly innerComments?: readonly Span[] | undefined;
}

/** One key with its value. Lists have one entry for each item. */
export interface Entry {
  /** Full key path, section included; list items share the path of their list. */
  readonly path: KeyPath;
  /**
   * - `scalar`: one value
   * - `item`: one element of a list (`key[] = v`, a YAML sequence item, a repeated key where the dialect says so)
   * - `flag`: a key without separator and value
   * - `empty-list`, `empty-map`: YAML's `[]` and `{}`
   */
  readonly form: 'scalar' | 'item' | 'flag' | 'empty-list' | 'empty-map';
  readonly value: Scalar;
  /** The key's name as written, without quotes and `[]`. */
  readonly keySpan: Span;
  /**
   * From the first character of the key to the last of the value, without inline comment and line end. The items of a
   * YAML list have no key of their own: theirs is the value's span.
   */
  readonly span: Span;
  /** Whether it is commented out. */
  readonly disabled: boolean;
}

/** A value as written and as it reads. */
export interface Scalar {
  /** The decoded text: quotes removed, escapes undone. Types come from the schema, never from here. */
  readonly text: string;
  /** The source text, quotes included; on several lines for continued values. */
  readonly raw: string;
  readonly span: Span;
  readonly quoted: boolean;
}

/** What a document says about one key, after its dialect's rule for repeated keys. */
export interface DocumentValue {
  readonly path: KeyPath;
  readonly isList: boolean;
  /** The entries that make the value: one for a scalar, each item for a list. */
  readonly entries: readonly Entry[];
}
