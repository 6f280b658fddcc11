/** A piece of running text, before runs are made of pieces. Offsets are those of the inline text. */
export interface Atom {
  kind: AtomKind;
  readonly start: number;
  end: number;
  /** What it stands for; `undefined` where that is what is written. */
  readonly value?: string | undefined;
  /** For a `delimiter`. */
  readonly delimiter?: Delimiter | undefined;
  /** Whether it stands in a link to another site. */
  isElsewhere?: boolean;
}

/** `hidden` is markup: it is there for positions and shows nothing. */
export type AtomKind = 'text' | 'code' | 'tag' | 'bracket' | 'delimiter' | 'hidden';

/** A run of `*`, `_` or `~`. */
export interface Delimiter {
  readonly character: string;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** How many of its characters are not markup; all of them until they are matched. */
  left: number;
}
