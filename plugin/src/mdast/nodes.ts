import type { Literal } from 'mdast';
import type { Tag, TagError } from '../tag/tag.ts';

/** A tag in a syntax tree, not yet resolved. */
export interface IniTag extends Literal {
  readonly type: 'iniTag';
  /** The tag's text, delimiters and line ends included, without container prefixes. */
  value: string;
  /** Whether it stands on lines of its own, as opposed to running text. */
  readonly flow: boolean;
  readonly tag: Tag;
  /** What is wrong with the tag itself, in source order; a tag with errors is not fit for rendering. */
  readonly errors: readonly TagError[];
}

/** `<%%` or `{%%` in a syntax tree; the value is what it stands for: `<%` or `{%`. */
export interface IniTagEscape extends Literal {
  readonly type: 'iniTagEscape';
  value: string;
}

declare module 'mdast' {
  interface BlockContentMap {
    iniTag: IniTag;
  }
  interface PhrasingContentMap {
    iniTag: IniTag;
    iniTagEscape: IniTagEscape;
  }
  interface RootContentMap {
    iniTag: IniTag;
    iniTagEscape: IniTagEscape;
  }
}
