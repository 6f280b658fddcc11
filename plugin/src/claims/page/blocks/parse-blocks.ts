import createMarkdownIt from 'markdown-it';
import type { MarkdownIt, Token } from 'markdown-it';
import { admonitionRule, directiveRule, footnoteRule } from './containers.ts';
import { createFenceRule } from './fence-rule.ts';
import { recording } from './leaf.ts';
import type { BlockRule } from '../../../page/block-tag.ts';
import { atAnyIndentation, mdxParagraphRule } from './mdx-indentation.ts';
import { esmRule, mdxFlowRule } from './mdx-rules.ts';
import { createTableRule } from './table-rule.ts';
import { createTagRule } from './tag-rule.ts';

/** How a page is read. */
export interface Syntax {
  readonly isMdx: boolean;
  /** Whether `!!! warning "Title"` is an admonition. */
  readonly hasAdmonitions: boolean;
}

/** A page's blocks, as markdown-it's tokens. */
export interface Blocks {
  readonly tokens: readonly Token[];
  /** Labels of footnotes, in upper case. */
  readonly footnotes: ReadonlySet<string>;
}

/** What the rules of our own interrupt. */
const INTERRUPTS = ['paragraph', 'blockquote', 'list'];

/** markdown-it's own rules that are used, and what they interrupt. */
const ORIGINAL_RULES: Readonly<Record<string, readonly string[]>> = {
  blockquote: INTERRUPTS,
  hr: INTERRUPTS,
  list: ['paragraph', 'blockquote'],
  html_block: ['paragraph', 'blockquote'],
  heading: ['paragraph', 'blockquote'],
  lheading: [],
  paragraph: [],
};

/** Quotes and lists within each other, far beyond what people write and far below what the stack holds. */
const MAX_NESTING = 200;

const parsers = new Map<string, MarkdownIt>();

/**
 * Reads a page's blocks, running text left unread.
 *
 * @param firstLine the line after front matter, counted from 0
 */
export function parseBlocks(source: string, firstLine: number, syntax: Syntax): Blocks {
  const md = parserFor(syntax);
  const footnotes = new Set<string>();
  const tokens: Token[] = [];
  const state = new md.block.State(source, md, { footnotes }, tokens);
  md.block.tokenize(state, firstLine, state.lineMax);
  return { tokens, footnotes };
}

function parserFor(syntax: Syntax): MarkdownIt {
  const key = JSON.stringify([syntax.isMdx, syntax.hasAdmonitions]);
  const known = parsers.get(key);
  if (known) return known;
  const parser = createParser(syntax);
  parsers.set(key, parser);
  return parser;
}

function createParser({ isMdx, hasAdmonitions }: Syntax): MarkdownIt {
  const md = new createMarkdownIt({ html: true, maxNesting: MAX_NESTING });
  const { ruler } = md.block;
  for (const [name, alt] of Object.entries(ORIGINAL_RULES)) {
    const rule = originalRule(name);
    ruler.at(name, recording(isMdx ? atAnyIndentation(rule) : rule), { alt: [...alt] });
  }
  ruler.before('lheading', 'lockstep_table', createTableRule(isMdx), { alt: ['paragraph'] });
  // Definitions are read with the paragraph that they start.
  ruler.disable(['table', 'reference']);
  ruler.at('fence', createFenceRule(isMdx), { alt: [...INTERRUPTS] });
  const add = (name: string, rule: BlockRule): void =>
    ruler.before('table', name, isMdx ? atAnyIndentation(rule) : rule, { alt: [...INTERRUPTS] });
  add('lockstep_footnote', footnoteRule);
  add('lockstep_directive', directiveRule);
  if (hasAdmonitions) add('lockstep_admonition', admonitionRule);
  if (isMdx) {
    ruler.disable(['code', 'html_block', 'lheading']);
    ruler.at('paragraph', recording(mdxParagraphRule));
    add('lockstep_mdx_flow', mdxFlowRule);
    add('lockstep_mdx_esm', esmRule);
  }
  ruler.before('table', 'lockstep_tag', createTagRule(isMdx), { alt: [...INTERRUPTS] });
  return md;
}

/** markdown-it's rule of that name. */
function originalRule(name: string): BlockRule {
  const { ruler } = new createMarkdownIt().block;
  ruler.enableOnly(name);
  return ruler.getRules('')[0]!;
}
