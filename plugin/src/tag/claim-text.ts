/** The text of a claim as a reader sees it. */
export interface ClaimText {
  /** Trimmed, white space folded, escapes resolved. */
  readonly text: string;
  /** Whether it stands between backticks. */
  readonly isCode: boolean;
}

/** Markup in a text that is meant to be plain. */
export interface Markup {
  readonly text: string;
  readonly index: number;
}

/** A whole text between two equal runs of backticks. */
const CODE = /^\s*(`+)(?!`)([^]*?[^`])\1\s*$/;
/** A character that a backslash makes plain. */
const ESCAPE = /\\([!-/:-@[-`{-~])/g;
/**
 * What Markdown reads as something else than text: code, emphasis around words, links and images, elements and
 * addresses in angle brackets, strikethrough, character references. Lone characters (`*.example.com`, `a_b`, `x < y`,
 * `${NAME}`) are text.
 */
const MARKUP: readonly RegExp[] = [
  /`/,
  /\*{1,3}(?=\S)[^*]*[^\s*]\*{1,3}/,
  /(?<![\p{L}\p{N}_])_{1,3}(?=[^\s_])[^_]*[^\s_]_{1,3}(?![\p{L}\p{N}_])/u,
  /~~(?=\S)[^~]*\S~~/,
  /!?\[[^\]]*\][([]/,
  /<[a-z/!?][^<>]*>/i,
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i,
];

/** Reads the text of a claim, which stands for itself or is code as a whole. */
export function readClaimText(body: string): ClaimText {
  const code = CODE.exec(body)?.[2];
  if (code === undefined) return { text: fold(body.replace(ESCAPE, '$1')), isCode: false };
  // In a table cell a pipe is escaped even in code.
  return { text: fold(code.replaceAll('\\|', '|')), isCode: true };
}

/** The first markup in the text of a claim; what is escaped or code as a whole is none. */
export function findMarkup(body: string): Markup | undefined {
  if (CODE.test(body)) return undefined;
  // Escapes keep their length, so that offsets stay.
  const plain = body.replace(ESCAPE, '..');
  const found = MARKUP.map((pattern) => pattern.exec(plain)).filter((match) => match !== null);
  const [first] = found.toSorted((left, right) => left.index - right.index);
  if (!first) return undefined;
  return {
    text: body.slice(first.index, first.index + first[0].length),
    index: first.index,
  };
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
