/** The first line of an admonition of Python-Markdown, or of a collapsible one (`pymdownx.details`). */
export interface AdmonitionHeader {
  /** `!!!` is an admonition, `???` folds it up, `???+` can be folded up. */
  readonly marker: '!!!' | '???' | '???+';
  /** The type and further classes, in lower case; empty for `??? "Title"`. */
  readonly classes: readonly string[];
  /** As written, inline Markdown; empty where there shall be none, `undefined` where the type is the title. */
  readonly title: string | undefined;
  /** Offset of the title's first character in the line. */
  readonly titleStart: number;
}

/** Columns by which the content of an admonition is indented, counted from its marker. */
export const CONTENT_INDENT = 4;

/**
 * `!!! type classes "title"`, as Python-Markdown 3 and pymdown-extensions 10 read it: the space behind the marker may be
 * missing, and a title ends at the last quote of its line.
 */
const HEADER =
  /^(?<marker>!{3}|\?{3}\+?)[ \t]?(?<classes>[\p{L}\p{N}_-]+(?:[ \t]+[\p{L}\p{N}_-]+)*)?(?:[ \t]+"(?<title>[^\r\n]*)")?[ \t]*$/u;
/** `??? "Title"`, without a type. */
const TITLE_ONLY = /^(?<marker>\?{3}\+?)[ \t]*"(?<title>[^\r\n]*)"[ \t]*$/u;

/** Reads a line without its indentation; `undefined` where it starts no admonition. */
export function readAdmonitionHeader(line: string): AdmonitionHeader | undefined {
  const match = HEADER.exec(line) ?? TITLE_ONLY.exec(line);
  const { marker, classes = '', title } = match?.groups ?? {};
  if (!isMarker(marker) || (classes === '' && (marker === '!!!' || title === undefined)))
    return undefined;
  return {
    marker,
    classes: classes
      .toLowerCase()
      .split(/[ \t]+/)
      .filter((name) => name !== ''),
    title,
    titleStart: title === undefined ? line.length : line.indexOf('"') + 1,
  };
}

/** What stands above the content: the type's name where no title is given, `undefined` where there shall be none. */
export function defaultTitle({ classes }: AdmonitionHeader): string | undefined {
  const [type = ''] = classes;
  return type === '' ? undefined : type.charAt(0).toUpperCase() + type.slice(1);
}

/** The header as its line was, but for spaces that say nothing. */
export function printAdmonitionHeader(
  { marker, classes }: Pick<AdmonitionHeader, 'marker' | 'classes'>,
  title: string | undefined,
): string {
  const quoted = title === undefined ? [] : [`"${title}"`];
  return [marker, ...classes, ...quoted].join(' ');
}

function isMarker(marker: string | undefined): marker is AdmonitionHeader['marker'] {
  return marker === '!!!' || marker === '???' || marker === '???+';
}
