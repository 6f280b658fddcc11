import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Options as ToMarkdownOptions } from 'mdast-util-to-markdown';
import type { Extension as SyntaxExtension } from 'micromark-util-types';
import type { Processor } from 'unified';
import { iniTagToMarkdown } from '../mdast/to-markdown.ts';
import { guardExtension } from '../micromark/guard.ts';
import { iniTag } from '../micromark/syntax.ts';

declare module 'unified' {
  interface Data {
    /** Registered by remark-parse. */
    micromarkExtensions?: SyntaxExtension[];
    /** Registered by remark-parse. */
    fromMarkdownExtensions?: (FromMarkdownExtension[] | FromMarkdownExtension)[];
    /** Registered by remark-stringify. */
    toMarkdownExtensions?: ToMarkdownOptions[];
  }
}

/**
 * Registers tags with a processor.
 *
 * @returns to be called before each parse: moves the tags behind all other syntax, however the plugins were registered
 */
export function registerTags(
  processor: Processor,
  fromMarkdown: FromMarkdownExtension,
): () => void {
  const data = processor.data();
  const syntax = iniTag();
  const extensions = (data.micromarkExtensions ??= []);
  extensions.push(syntax);
  (data.fromMarkdownExtensions ??= []).push(fromMarkdown);
  (data.toMarkdownExtensions ??= []).push(iniTagToMarkdown());

  const guarded = new Set<SyntaxExtension>([syntax]);
  return () => {
    const isArranged =
      extensions.at(-1) === syntax && extensions.every((each) => guarded.has(each));
    if (isArranged) return;
    const others = extensions
      .filter((each) => each !== syntax)
      .map((each) => (guarded.has(each) ? each : guardExtension(each)));
    for (const each of others) guarded.add(each);
    // micromark tries the constructs of a later extension first.
    extensions.splice(0, extensions.length, ...others, syntax);
  };
}
