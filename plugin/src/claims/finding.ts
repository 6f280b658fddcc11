import type { Problem, Span } from '@lockstep/config';

/** Something that pages or files say and the configuration contradicts, or that a page lacks. */
export interface Finding extends Problem {
  /** As `lockstep check` shows it: the page, or the configuration file that the finding is in. */
  readonly file: string;
  /** The other side: where the configuration says what the page contradicts, or where the original of a translation is. */
  readonly related?: RelatedPlace | undefined;
  /** How to mend it; `undefined` where only a person can decide. */
  readonly fix?: Fix | undefined;
}

/** A place that belongs to a finding. */
export interface RelatedPlace {
  readonly file: string;
  readonly span?: Span | undefined;
  /** What stands there, in a few words. Nothing secret. */
  readonly message: string;
}

/** A change that makes a finding go away. */
export interface Fix {
  /** What it does, as an imperative: "Write 30 minutes". */
  readonly description: string;
  /** Changes of the finding's own file; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** Replaces a stretch of a file; offsets in UTF-16 code units of its text, a byte order mark included. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A statement about one key, whether or not it holds. Coverage and the baseline's floor count them. */
export interface Claim {
  readonly kind: ClaimKind;
  /** The name of the source that the claim is about. */
  readonly source: string;
  /** Formatted key path. */
  readonly key: string;
  readonly file: string;
  readonly span: Span;
  readonly holds: boolean;
}

/**
 * How a page is about a key:
 * - `tag`: a tag shows it, so that it cannot drift
 * - `bound`: text between `ini-value` and its closing tag
 * - `mention`: its name stands in prose
 * - `value`: prose near its name gives a value
 * - `copy`: a fence has it
 * - `comment`: a comment in the configuration file gives a value
 */
export type ClaimKind = 'tag' | 'bound' | 'mention' | 'value' | 'copy' | 'comment';

/** What one look at a page or a file brought. */
export interface Outcome {
  readonly claims: readonly Claim[];
  readonly findings: readonly Finding[];
}
