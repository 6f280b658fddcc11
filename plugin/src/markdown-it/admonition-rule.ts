import type { StateBlock } from 'markdown-it';
import { codes } from 'micromark-util-symbol';
import { CONTENT_INDENT, defaultTitle, readAdmonitionHeader } from '../admonitions/header.ts';
import type { AdmonitionHeader } from '../admonitions/header.ts';
import { hostTypeOf } from '../admonitions/types.ts';

/** What the elements of a block are called. */
interface Elements {
  readonly block: 'div' | 'details';
  readonly blockClasses: readonly string[];
  readonly title: 'p' | 'summary';
  readonly titleClass: string | undefined;
}

/**
 * The block rule for `!!! type "title"` and `??? type "title"`: a container whose content is indented by four columns
 * from the marker. It makes the elements of MkDocs, and within VitePress those of its custom blocks, so that the styles
 * of either apply.
 */
export function admonitionRule(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const header = headerAt(state, startLine);
  if (!header) return false;
  if (silent) return true;

  const elements = elementsOf(header, isVitePress(state));
  const end = findEnd(state, startLine, endLine);
  const block = state.push('admonition_open', elements.block, 1);
  block.block = true;
  block.map = [startLine, end];
  const classes = elements.blockClasses.join(' ');
  if (classes !== '') block.attrSet('class', classes);
  if (header.marker === '???+') block.attrSet('open', '');
  pushTitle(state, header, elements, startLine);
  pushContent(state, startLine, end);
  state.push('admonition_close', elements.block, -1).block = true;
  state.line = end;
  return true;
}

function headerAt(state: StateBlock, line: number): AdmonitionHeader | undefined {
  const start = state.bMarks[line]! + state.tShift[line]!;
  const code = state.src.charCodeAt(start);
  if (code !== codes.exclamationMark && code !== codes.questionMark) return undefined;
  // Four spaces of indentation make code.
  if (state.sCount[line]! - state.blkIndent >= CONTENT_INDENT) return undefined;
  return readAdmonitionHeader(state.src.slice(start, state.eMarks[line]));
}

/** The line behind the last that has content. */
function findEnd(state: StateBlock, startLine: number, endLine: number): number {
  const indent = state.sCount[startLine]! + CONTENT_INDENT;
  let end = startLine + 1;
  for (let line = end; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    if (state.sCount[line]! < indent) break;
    end = line + 1;
  }
  return end;
}

function pushTitle(
  state: StateBlock,
  header: AdmonitionHeader,
  { title: tag, titleClass }: Elements,
  line: number,
): void {
  const title = header.title ?? defaultTitle(header) ?? '';
  if (title === '') return;
  const open = state.push('admonition_title_open', tag, 1);
  if (titleClass !== undefined) open.attrSet('class', titleClass);
  const inline = state.push('inline', '', 0);
  inline.content = title;
  inline.map = [line, line + 1];
  inline.children = [];
  state.push('admonition_title_close', tag, -1);
}

function pushContent(state: StateBlock, startLine: number, end: number): void {
  const { blkIndent, lineMax, parentType } = state;
  state.blkIndent = state.sCount[startLine]! + CONTENT_INDENT;
  state.lineMax = end;
  state.parentType = 'admonition';
  state.md.block.tokenize(state, startLine + 1, end);
  Object.assign(state, { blkIndent, lineMax, parentType });
}

function elementsOf({ marker, classes }: AdmonitionHeader, isCustomBlock: boolean): Elements {
  const isFolded = marker !== '!!!';
  const [type] = classes;
  const tags = isFolded
    ? ({ block: 'details', title: 'summary' } as const)
    : ({ block: 'div', title: 'p' } as const);
  if (isCustomBlock) {
    const kind = isFolded ? 'details' : hostTypeOf(type);
    const blockClasses = [...new Set([kind, 'custom-block', ...classes])];
    return { ...tags, blockClasses, titleClass: isFolded ? undefined : 'custom-block-title' };
  }
  return isFolded
    ? { ...tags, blockClasses: classes, titleClass: undefined }
    : { ...tags, blockClasses: ['admonition', ...classes], titleClass: 'admonition-title' };
}

/** VitePress registers a renderer for each of its custom blocks. */
function isVitePress({ md }: StateBlock): boolean {
  return md.renderer.rules['container_details_open'] !== undefined;
}
