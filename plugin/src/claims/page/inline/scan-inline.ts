import type { Span } from '@lockstep/config';
import { readTag } from '../../../tag/parse.ts';
import type { ParsedTag } from '../../../tag/parse.ts';
import type { TagError } from '../../../tag/tag.ts';
import { lastTagIn, tagInAddress } from '../../../tag/unreached.ts';
import type { Run } from '../checked-page.ts';
import type { Blocks, Syntax } from '../blocks/parse-blocks.ts';
import type { SearchBudget } from '../mdx/search-budget.ts';
import type { Atom, AtomKind } from './atom.ts';
import { CodeSpans } from './code-spans.ts';
import type { Definition } from './definitions.ts';
import { HANDLERS, SPECIAL } from './handlers.ts';
import { HtmlFinder } from './html.ts';
import type { InlineText } from './inline-text.ts';
import type { Bracket, References } from './links.ts';
import { toRuns } from './runs.ts';

/** What running text says. */
export interface InlineContent {
  readonly runs: readonly Run[];
  readonly tags: readonly ParsedTag[];
  /** Comments of HTML and MDX. */
  readonly comments: readonly Comment[];
  /** Tags where none is expanded. */
  readonly unreached: readonly TagError[];
}

/** A comment; offsets of the inline text. */
export interface Comment {
  readonly start: number;
  readonly end: number;
}

/** What all running text of a page shares. */
export interface InlineContext extends Pick<Blocks, 'footnotes'>, Syntax {
  readonly references: References;
  readonly budget: SearchBudget;
}

/**
 * Reads running text from left to right, each construct at its first character, as CommonMark orders them.
 *
 * @param definitions those that the text starts with
 */
export function scanInline(
  source: InlineText,
  context: InlineContext,
  definitions: readonly Definition[] = [],
): InlineContent {
  const scanner = new InlineScanner(source, context);
  for (const { addressStart, end } of definitions) scanner.report(addressStart, end, tagInAddress);
  scanner.scan(definitions.length === 0 ? 0 : definitions.at(-1)!.end + 1);
  const { atoms, tags, comments, unreached } = scanner;
  return { runs: toRuns(atoms, source), tags, comments, unreached };
}

/** The state that the handlers of special characters work on. */
export class InlineScanner {
  readonly source: InlineText;
  readonly text: string;
  readonly context: InlineContext;
  readonly codeSpans: CodeSpans;
  readonly html: HtmlFinder;
  readonly brackets: Bracket[] = [];
  readonly atoms: Atom[] = [];
  readonly tags: ParsedTag[] = [];
  readonly comments: Comment[] = [];
  readonly unreached: TagError[] = [];

  constructor(source: InlineText, context: InlineContext) {
    this.source = source;
    this.text = source.text;
    this.context = context;
    this.codeSpans = new CodeSpans(source.text);
    this.html = new HtmlFinder(source.text);
  }

  scan(start: number): void {
    const { text } = this;
    let offset = start;
    while (offset < text.length) {
      SPECIAL.lastIndex = offset;
      const next = SPECIAL.exec(text)?.index ?? text.length;
      if (next > offset) this.addText(offset, next);
      if (next === text.length) return;
      const end = HANDLERS.get(text[next]!.toLowerCase())?.(this, next) ?? next;
      if (end === next) this.addText(next, next + 1);
      offset = Math.max(end, next + 1);
    }
  }

  /** Text that stands for itself. */
  addText(start: number, end: number): void {
    const last = this.atoms.at(-1);
    const isNext = last?.kind === 'text' && last.value === undefined && last.end === start;
    if (isNext) last.end = end;
    else this.atoms.push({ kind: 'text', start, end });
  }

  /** Anything else; gives its end. */
  add(kind: AtomKind, start: number, end: number, value?: string): number {
    this.atoms.push({ kind, start, end, value });
    return end;
  }

  /** Tells of the last tag in a stretch that is taken verbatim. */
  report(start: number, end: number, makeError: (span: Span) => TagError): void {
    const offset = lastTagIn(this.text.slice(start, end));
    if (offset === undefined) return;
    this.unreached.push(makeError(this.source.span(start + offset, start + offset + 2)));
  }

  addTag(start: number, end: number): void {
    this.tags.push(readTag(this.source.chunks(start, end), 'inline'));
  }
}
