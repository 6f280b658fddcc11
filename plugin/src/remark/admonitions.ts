import type { Handle } from 'mdast-util-to-markdown';
import type { Extension as SyntaxExtension } from 'micromark-util-types';
import type { Processor } from 'unified';
import { admonitionToMarkdown } from '../mdast/admonition-to-markdown.ts';
import { admonitionFromMarkdown } from '../mdast/admonition.ts';
import { admonitionSyntax } from '../micromark/admonition.ts';

/**
 * Registers `!!!` and `???` blocks with a processor, but for their syntax. Where remark-directive is registered later,
 * remark-stringify writes the blocks as directives.
 *
 * @returns the syntax, which has to come after all other syntax: constructs of others that look ahead, such as GFM's
 *   tables, would see a line before it is known that it left a block
 */
export function registerAdmonitions(processor: Processor): SyntaxExtension {
  const data = processor.data();
  const extensions = (data.toMarkdownExtensions ??= []);
  const directiveHandle = (): Handle | undefined =>
    extensions.findLast((each) => each !== own && each.handlers?.containerDirective)?.handlers
      ?.containerDirective ?? undefined;
  const own = admonitionToMarkdown(directiveHandle);
  extensions.push(own);
  (data.fromMarkdownExtensions ??= []).push(admonitionFromMarkdown());
  return admonitionSyntax();
}
