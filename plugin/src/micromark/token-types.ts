/** Names of the tokens of a tag; the mdast handlers go by them. */
declare module 'micromark-util-types' {
  interface TokenTypeMap {
    /** A whole tag on lines of its own. */
    iniTagFlow: 'iniTagFlow';
    /** A whole tag in running text. */
    iniTagText: 'iniTagText';
    /** What a tag has on one line, without indentation and container prefix. */
    iniTagChunk: 'iniTagChunk';
    /** `<%%` or `{%%`. */
    iniTagEscape: 'iniTagEscape';
    /** Characters looked at and given back. */
    iniTagLookahead: 'iniTagLookahead';
  }
}

/** The token that spans a whole tag. */
export type TagTokenType = 'iniTagFlow' | 'iniTagText';
