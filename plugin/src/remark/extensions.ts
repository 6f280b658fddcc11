import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Options as ToMarkdownOptions } from 'mdast-util-to-markdown';
import type { Extension as SyntaxExtension } from 'micromark-util-types';
import type { Processor } from 'unified';
import { iniTagToMarkdown } from '../mdast/to-markdown.ts';
import { guardExtension } from '../micromark/guard.ts';
import { iniTag } from '../micromark/syntax.ts';
import { hasOpener } from '../tag/unreached.ts';

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

/** Parses a page with tags in its syntax. */
export type ParseWithTags = <Result>(document: string, parse: () => Result) => Result;

/**
 * Registers tags with a processor.
 *
 * @param further syntax of ours that has to come after all other syntax as well
 * @returns to be put around each parse: moves the tags behind all other syntax, however the plugins were registered, and
 *   guards other syntax on pages that hold an opener
 */
export function registerTags(
  processor: Processor,
  fromMarkdown: FromMarkdownExtension,
  further: readonly SyntaxExtension[] = [],
): ParseWithTags {
  const data = processor.data();
  const own = [...further, iniTag()];
  const extensions = (data.micromarkExtensions ??= []);
  extensions.push(...own);
  (data.fromMarkdownExtensions ??= []).push(fromMarkdown);
  (data.toMarkdownExtensions ??= []).push(iniTagToMarkdown());

  let isGuarding = false;
  const guarded = new Set<SyntaxExtension>(own);
  return (document, parse) => {
    arrange(extensions, own, guarded, () => isGuarding);
    const outer = isGuarding;
    isGuarding = hasOpener(document);
    try {
      return parse();
    } finally {
      isGuarding = outer;
    }
  };
}

/** Guards the extensions that came since, and moves our own to the end. */
function arrange(
  extensions: SyntaxExtension[],
  own: readonly SyntaxExtension[],
  guarded: Set<SyntaxExtension>,
  isNeeded: () => boolean,
): void {
  const isLast = own.every((each, index) => extensions.at(index - own.length) === each);
  const isArranged = isLast && extensions.every((each) => guarded.has(each));
  if (isArranged) return;
  const others = extensions
    .filter((each) => !own.includes(each))
    .map((each) => (guarded.has(each) ? each : guardExtension(each, isNeeded)));
  for (const each of others) guarded.add(each);
  // micromark tries the constructs of a later extension first.
  extensions.splice(0, extensions.length, ...others, ...own);
}
