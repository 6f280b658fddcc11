/**
 * What a tag becomes, before any host: plain data that each host turns into its own nodes. Texts are verbatim; a host
 * must never parse them as Markdown, HTML or MDX.
 */
export type RenderedNode = RenderedFence | RenderedText | RenderedCode;

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
