import type { Data, Paragraph, RootContentMap } from 'mdast';
import type { CompileContext, Extension } from 'mdast-util-from-markdown';
import type { Token } from 'micromark-util-types';
import { defaultTitle, readAdmonitionHeader } from '../admonitions/header.ts';
import type { AdmonitionHeader } from '../admonitions/header.ts';
import { hostTypeOf } from '../admonitions/types.ts';

/** The node that remark-directive makes of `:::warning[Title]`. */
export type ContainerDirective = RootContentMap['containerDirective'];

declare module 'mdast' {
  interface Data {
    /** The first line of the `!!!` block that a directive was written as. */
    admonition?: AdmonitionHeader | undefined;
  }
}

/** What remark-rehype shall make of a node. */
interface ElementData extends Data {
  readonly hName: string;
  readonly hProperties: { readonly className?: string[]; readonly open?: boolean };
}

/**
 * Extension for mdast-util-from-markdown: a `!!!` block becomes a `containerDirective` with a label, as `:::warning[…]`
 * does with remark-directive, so that what a host makes of directives it makes of these. A type that hosts do not have
 * becomes the nearest one that they have, and stays as a class. A `???` block becomes a directive `details`.
 *
 * For hosts that know nothing of directives, `data` says what remark-rehype shall make: the elements of MkDocs.
 */
export function admonitionFromMarkdown(): Extension {
  return {
    enter: {
      admonition: enterAdmonition,
      admonitionHeader: enterHeader,
      admonitionTitle: enterTitle,
    },
    exit: { admonition: exitAdmonition, admonitionHeader: exitHeader, admonitionTitle: exitTitle },
  };
}

/** Whether a block can be opened and closed by the reader. */
function isCollapsible({ marker }: AdmonitionHeader): boolean {
  return marker !== '!!!';
}

function enterAdmonition(this: CompileContext, token: Token): void {
  this.enter({ type: 'containerDirective', name: 'note', attributes: {}, children: [] }, token);
}

function enterHeader(this: CompileContext, token: Token): void {
  const node = this.stack.at(-1);
  const header = readAdmonitionHeader(this.sliceSerialize(token));
  if (node?.type !== 'containerDirective' || !header) return;
  const [type, ...others] = header.classes;
  node.name = isCollapsible(header) ? 'details' : hostTypeOf(type);
  const classes = node.name === type ? others : header.classes;
  node.attributes = {
    ...(classes.length > 0 && { class: classes.join(' ') }),
    // Docusaurus puts the type's name where there is no title at all.
    ...(header.title === '' && !isCollapsible(header) && { title: ' ' }),
  };
  const data: ElementData = { ...elementOf(header), admonition: header };
  node.data = data;
}

/** Where no title was written, the type's name is the title. */
function exitHeader(this: CompileContext, token: Token): void {
  const header = this.stack.at(-1)?.data?.admonition;
  const title = header?.title === undefined ? header && defaultTitle(header) : undefined;
  if (!header || title === undefined) return;
  this.enter({ ...makeLabel(header), children: [{ type: 'text', value: title }] }, token);
  this.exit(token);
}

function enterTitle(this: CompileContext, token: Token): void {
  const header = this.stack.at(-1)?.data?.admonition;
  if (header) this.enter(makeLabel(header), token);
}

function exitTitle(this: CompileContext, token: Token): void {
  this.exit(token);
}

/** The block ends with its content: the blank lines behind it, and the line after them, are none of it. */
function exitAdmonition(this: CompileContext, token: Token): void {
  const node = this.stack.at(-1);
  this.exit(token);
  if (node?.type !== 'containerDirective' || !node.position) return;
  const end = node.children.at(-1)?.position?.end;
  if (end) node.position.end = end;
}

function elementOf(header: AdmonitionHeader): ElementData {
  const { marker, classes } = header;
  if (!isCollapsible(header)) return element('div', ['admonition', ...classes]);
  const isOpen = marker === '???+' && { open: true };
  return element('details', classes, isOpen || {});
}

function makeLabel(header: AdmonitionHeader): Paragraph {
  const shown = isCollapsible(header) ? element('summary') : element('p', ['admonition-title']);
  return { type: 'paragraph', data: { ...shown, directiveLabel: true }, children: [] };
}

function element(
  hName: string,
  classes: readonly string[] = [],
  others: ElementData['hProperties'] = {},
): ElementData {
  const className = classes.length > 0 && { className: [...classes] };
  return { hName, hProperties: { ...className, ...others } };
}
