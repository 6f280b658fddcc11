/**
 * What a tag becomes, before any host: plain data that each host turns into its own nodes. Texts are verbatim; a host
 * must never parse them as Markdown, HTML or MDX.
 */
export type RenderedNode = RenderedBlock | RenderedInline;

/** What stands on lines of its own. */
export type RenderedBlock = RenderedFence | RenderedTable | RenderedList;

/** What stands in running text. */
export type RenderedInline = RenderedText | RenderedCode | RenderedLink;

/** A block of code. */
export interface RenderedFence {
  readonly type: 'fence';
  /** Language for highlighting: `ini`, `yaml`, `json`. */
  readonly lang: string;
  /** The info string's rest in Docusaurus's words (`title="app.ini" showLineNumbers`); `undefined` when empty. */
  readonly meta: string | undefined;
  /** Without a final line end. */
  readonly text: string;
}

/** A table; every row has as many cells as the header. */
export interface RenderedTable {
  readonly type: 'table';
  readonly header: readonly RenderedCell[];
  readonly rows: readonly (readonly RenderedCell[])[];
}

/** Content of a table cell, or of a list item. */
export type RenderedCell = readonly RenderedInline[];

/** A list without numbers. */
export interface RenderedList {
  readonly type: 'list';
  readonly items: readonly RenderedCell[];
}

/** Running text. */
export interface RenderedText {
  readonly type: 'text';
  readonly text: string;
}

/** Code within a line. */
export interface RenderedCode {
  readonly type: 'code';
  readonly text: string;
}

/** A link within a line. */
export interface RenderedLink {
  readonly type: 'link';
  /** Absolute, or relative to the page that the tag stands in. */
  readonly url: string;
  readonly children: readonly (RenderedText | RenderedCode)[];
}

/** Whether a node stands on lines of its own. */
export function isBlock(node: RenderedNode): node is RenderedBlock {
  return node.type === 'fence' || node.type === 'table' || node.type === 'list';
}
