import type { Span } from '@lockstep/config';

/** A tag as it stands in Markdown: `<% ini-include section=security %>`. Made by `parseTag`. */
export interface Tag {
  /** The name in lower case, such as `ini-include`. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Whether it is a closing tag: `<% /ini-value %>`. */
  readonly closing: boolean;
  readonly attributes: readonly TagAttribute[];
  readonly span: Span;
  /** What stands between the tag and its closing tag; `undefined` where it has none. */
  readonly body?: TagBody | undefined;
  /** The tag's text, delimiters included; with a body, up to the end of the closing tag, as `span` is. */
  readonly source: string;
}

/** The text that a tag makes a claim of: `<% ini-value a %>30 minutes<% /ini-value %>`. */
export interface TagBody {
  /** As written, line ends as `\n`. It is read as plain text, or as code where it stands between backticks. */
  readonly text: string;
  readonly span: Span;
}

/** One attribute: `section="a b"`, `optional`, or a bare word in first place (`security.session.idle_timeout`). */
export interface TagAttribute {
  /** Lower case; `undefined` for a bare word. */
  readonly name: string | undefined;
  /** `true` when it has no value. For a bare word, the word. */
  readonly value: string | true;
  readonly span: Span;
  /** Where the value stands, without quotes; the same as `span` where there is none. */
  readonly valueSpan: Span;
}

/** A mistake in a tag, or in what it asks for. Every host turns it into an error of its own kind, with this position. */
export class TagError extends Error {
  /** Stable kebab-case code, such as `unknown-section`. */
  readonly code: string;
  readonly span: Span;
  readonly nearest: string | undefined;

  constructor(code: string, message: string, span: Span, nearest?: string) {
    super(nearest === undefined ? message : `${message}; did you mean \`${nearest}\`?`);
    this.name = 'TagError';
    this.code = code;
    this.span = span;
    this.nearest = nearest;
  }
}
