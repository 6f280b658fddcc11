import type { PhrasingContent } from 'mdast';
import type { Handle, Options, State } from 'mdast-util-to-markdown';
import { CONTENT_INDENT, printAdmonitionHeader } from '../admonitions/header.ts';
import type { ContainerDirective } from './admonition.ts';

/**
 * Extension for mdast-util-to-markdown: writes directives that were `!!!` or `???` blocks back as such, with their
 * content as it is now, and escapes text that would read as the start of one.
 *
 * @param other tells what handles directives that were written with colons
 */
export function admonitionToMarkdown(other: () => Handle | undefined): Options {
  const containerDirective: Handle = (node: ContainerDirective, parent, state, info) => {
    const header = node.data?.admonition;
    if (!header) return other()?.(node, parent, state, info) ?? '';
    const [label, content] = splitLabel(node);
    const title = header.title === undefined ? undefined : printLabel(label, state);
    const first = printAdmonitionHeader(header, title);
    const exit = state.enter('containerDirective');
    const tracker = state.createTracker(info);
    tracker.move(`${first}\n`);
    tracker.shift(CONTENT_INDENT);
    const text = state.containerFlow({ ...node, children: content }, tracker.current());
    exit();
    if (text === '') return first;
    const indent = ' '.repeat(CONTENT_INDENT);
    return `${first}\n${state.indentLines(text, (line, _, blank) => (blank ? '' : indent) + line)}`;
  };
  return {
    handlers: { containerDirective },
    unsafe: [
      { atBreak: true, character: '!', after: '!!' },
      { atBreak: true, character: '?', after: '\\?\\?' },
    ],
  };
}

function splitLabel(
  node: ContainerDirective,
): [label: readonly PhrasingContent[], content: ContainerDirective['children']] {
  const [first, ...rest] = node.children;
  const isLabel = first?.type === 'paragraph' && first.data?.directiveLabel === true;
  return isLabel ? [first.children, rest] : [[], node.children];
}

/** A title stands on one line, between quotes that need no escape: it ends at the last quote of the line. */
function printLabel(children: readonly PhrasingContent[], state: State): string {
  const exit = state.enter('containerDirectiveLabel');
  const text = state.containerPhrasing(
    { type: 'paragraph', children: [...children] },
    { before: '"', after: '"', now: { line: 1, column: 1 }, lineShift: 0 },
  );
  exit();
  return text.replaceAll(/[\r\n]+/g, ' ');
}
