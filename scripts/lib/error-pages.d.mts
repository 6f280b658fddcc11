/** A file of `plugin/errors`. */
export interface ErrorPage {
  readonly code: string;
  /** Of the section of the index that lists it. */
  readonly heading: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, as Markdown. */
  readonly what: string;
  /** What to do, as Markdown. */
  readonly remedy: string;
  /** The whole file. */
  readonly text: string;
}

/** Every page, in the order of the alphabet. */
export declare function readErrorPages(): readonly ErrorPage[];
/** Writes the site's copies of the pages, where they differ. */
export declare function writeErrorPages(): void;
/** The text of `docs-site/docs/errors.md`, as it should be. */
export declare function errorIndex(): string;
/** Writes it. */
export declare function writeErrorIndex(): void;
