const FRONT_MATTER = /^---[ \t]*\n(?:(?!---[ \t]*(?:\n|$))[^\n]*\n)*---[ \t]*(?:\n|$)/;
const FORMAT = /^format:[ \t]*["']?(mdx?)\b/m;

/** What a page's front matter tells about how to read it. */
export interface FrontMatter {
  /** The number of its lines; 0 where there is none. */
  readonly lines: number;
  /** Docusaurus's `format`; `undefined` where the page's name decides. */
  readonly format: 'md' | 'mdx' | undefined;
}

/** Reads the front matter of a page with `\n` line ends. */
export function readFrontMatter(source: string): FrontMatter {
  const [text] = FRONT_MATTER.exec(source) ?? [];
  if (text === undefined) return { lines: 0, format: undefined };
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const format = FORMAT.exec(text)?.[1];
  return { lines, format: format === 'md' || format === 'mdx' ? format : undefined };
}
