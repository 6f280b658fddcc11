import type { BlockContent, Nodes, PhrasingContent } from 'mdast';
import type { CompileContext, Extension, Handle } from 'mdast-util-from-markdown';
import type { Token } from 'micromark-util-types';
import type { Position as UnistPosition } from 'unist';
import { readTag } from '../tag/parse.ts';
import type { TagChunk } from '../tag/tag-text.ts';
import type { IniTag, IniTagEscape } from './nodes.ts';

declare module 'mdast-util-from-markdown' {
  interface CompileData {
    /** The lines of the tag that is being read. */
    iniTagChunks?: TagChunk[] | undefined;
  }
}

/** Puts nodes in the place of a tag while the tree is being made. */
export type ResolveTag = (node: IniTag) => readonly (BlockContent | PhrasingContent)[];

/** What {@link iniTagFromMarkdown} does with tags; by default trees hold `iniTag` and `iniTagEscape` nodes. */
export interface FromMarkdownOptions {
  /**
   * What stands in the place of each tag. Tags are resolved here, and not in a later transform, so that whatever reads
   * the tree (heading ids, tables of contents, image descriptions) finds values.
   */
  readonly resolve?: ResolveTag;
  /** Called for each node in page order, those in image descriptions included, which no tree shows. */
  readonly onNode?: (node: IniTag | IniTagEscape) => void;
}

/** Extension for mdast-util-from-markdown: turns the tokens of `iniTag()` into nodes. */
export function iniTagFromMarkdown({ resolve, onNode }: FromMarkdownOptions = {}): Extension {
  const exitTag = (isFlow: boolean): Handle =>
    function exit(token) {
      const node = toNode(this, token, isFlow);
      this.resume();
      this.enter(node, token);
      this.exit(token);
      onNode?.(node);
      if (resolve) replaceLast(this, resolve(node));
    };

  function exitEscape(this: CompileContext, token: Token): void {
    // `<%%` stands for `<%`.
    const value = this.sliceSerialize(token).slice(0, 2);
    const node: IniTagEscape = { type: 'iniTagEscape', value };
    this.enter(node, token);
    this.exit(token);
    onNode?.(node);
    if (resolve) replaceLast(this, [{ type: 'text', value }]);
  }

  return {
    enter: { iniTagFlow: enterTag, iniTagText: enterTag },
    exit: {
      iniTagFlow: exitTag(true),
      iniTagText: exitTag(false),
      iniTagChunk: exitChunk,
      iniTagEscape: exitEscape,
    },
  };
}

/** The buffer takes what the line ends within the tag would add to the tree. */
function enterTag(this: CompileContext): void {
  this.data.iniTagChunks = [];
  this.buffer();
}

function exitChunk(this: CompileContext, token: Token): void {
  const { line, column, offset } = token.start;
  const text = this.sliceSerialize(token);
  this.data.iniTagChunks?.push({ text, start: { line, column, offset } });
}

function toNode(context: CompileContext, token: Token, isFlow: boolean): IniTag {
  const placement = isFlow ? 'block' : 'inline';
  const { tag, errors } = readTag(context.data.iniTagChunks ?? [], placement);
  return { type: 'iniTag', value: context.sliceSerialize(token), flow: isFlow, tag, errors };
}

/**
 * Replaces the node that was made last. Text goes into the text before it, as the text after it will go into it:
 * plugins that look for a single text child (Docusaurus's admonition titles) find one.
 */
function replaceLast(
  { stack }: CompileContext,
  nodes: readonly (BlockContent | PhrasingContent)[],
): void {
  const parent = stack.at(-1);
  if (!parent || !('children' in parent)) return;
  const siblings: Nodes[] = parent.children;
  const position = siblings.pop()?.position;
  for (const node of nodes) appendNode(siblings, node, position);
}

function appendNode(
  siblings: Nodes[],
  node: BlockContent | PhrasingContent,
  position: UnistPosition | undefined,
): void {
  const before = siblings.at(-1);
  if (node.type !== 'text' || before?.type !== 'text') {
    siblings.push(position ? { ...node, position } : node);
    return;
  }
  before.value += node.value;
  if (before.position && position) before.position.end = position.end;
}
