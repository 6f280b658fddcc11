import type { Plugin, Processor } from 'unified';
import type { VFile } from 'vfile';
import { iniTagFromMarkdown } from '../mdast/from-markdown.ts';
import type { ResolveTag } from '../mdast/from-markdown.ts';
import type { IniTag, IniTagEscape } from '../mdast/nodes.ts';
import { createHostRenderer } from '../render/host.ts';
import type { HostOptions } from '../render/host.ts';
import { PageErrors } from '../render/page-errors.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { registerAdmonitions } from './admonitions.ts';
import { expandFencesIn } from './expand-fences.ts';
import { registerTags } from './extensions.ts';
import { throwErrors } from './report.ts';
import { createResolver } from './resolver.ts';
import { findUnreachedTags } from './unreached-tags.ts';
import { wrapParser } from './wrap-parser.ts';

/** Options of {@link remarkLockstep}: sources by name, or a renderer. */
export type RemarkLockstepOptions = HostOptions;

/** Options of {@link remarkLockstepSyntax}. */
export type RemarkLockstepSyntaxOptions = Pick<HostOptions, 'admonitions'>;

/** Parsers drop it, and count from behind it. */
const BYTE_ORDER_MARK = /^\uFEFF/;

declare module 'vfile' {
  interface DataMap {
    lockstep?: LockstepData;
  }
}

/** What the plugins leave in `file.data.lockstep`. */
export interface LockstepData {
  /** Absolute paths of the files that the page's tags were rendered from; set by {@link remarkLockstep}. */
  dependencies?: Set<string>;
  /** The page's tags and escapes in page order; set by {@link remarkLockstepSyntax}. */
  tags?: readonly (IniTag | IniTagEscape)[];
}

/**
 * Remark plugin: puts sections and values of configuration files in the place of `<% ini-… %>` and `{% ini-… %}`, in
 * Markdown and MDX. Values are verbatim: nothing in them is read as Markdown, MDX or HTML.
 *
 * Tags are resolved while the page is parsed; the order in which plugins are registered does not matter.
 *
 * @throws {OptionsError} when the plugin is registered with wrong options
 * @throws {VFileMessage} when a page with mistakes is parsed: all of them, with positions
 */
export const remarkLockstep: Plugin<[options: RemarkLockstepOptions]> = attachLockstep;

function attachLockstep(this: Processor, options: RemarkLockstepOptions): void {
  const { render, errorPages, track } = bindRenderer(options);
  let resolve: ResolveTag = leaveNothing;
  const blocks = options.admonitions ? [registerAdmonitions(this)] : [];
  const tags = iniTagFromMarkdown({ resolve: (node) => resolve(node) });
  const withTags = registerTags(this, tags, blocks);

  wrapParser(this, (parse, document, file) => {
    const errors = new PageErrors();
    const outer = resolve;
    const page = { path: file.path };
    const resolver = createResolver(render, errors, document, page);
    resolve = resolver.resolve;
    try {
      const tree = track(() => {
        const parsed = withTags(document, parse);
        expandFencesIn(parsed, document, resolver.render);
        return parsed;
      }, file);
      errors.add(...findUnreachedTags(tree, document));
      const text = document.replace(BYTE_ORDER_MARK, '');
      throwErrors(errors.inOrder(), { file, text, errorPages });
      return tree;
    } finally {
      resolve = outer;
    }
  });
}

/**
 * Remark plugin: reads and writes tags without resolving them. Trees hold `iniTag` nodes with the parsed tag, its
 * positions and its mistakes, and `iniTagEscape` nodes; remark-stringify writes both back as they were. Image
 * descriptions are plain text in trees: `file.data.lockstep.tags` has the tags in them as well.
 */
export const remarkLockstepSyntax: Plugin<[options?: RemarkLockstepSyntaxOptions]> = attachSyntax;

function attachSyntax(this: Processor, { admonitions }: RemarkLockstepSyntaxOptions = {}): void {
  let tags: (IniTag | IniTagEscape)[] = [];
  const blocks = admonitions ? [registerAdmonitions(this)] : [];
  const nodes = iniTagFromMarkdown({ onNode: (node) => tags.push(node) });
  const withTags = registerTags(this, nodes, blocks);
  wrapParser(this, (parse, document, file) => {
    tags = [];
    const tree = withTags(document, parse);
    file.data.lockstep = { ...file.data.lockstep, tags };
    return tree;
  });
}

interface BoundRenderer {
  readonly render: TagRenderer;
  readonly errorPages: string | undefined;
  readonly track: <Result>(call: () => Result, file: VFile) => Result;
}

function bindRenderer(options: RemarkLockstepOptions): BoundRenderer {
  const host = createHostRenderer(options);
  return {
    render: host.render,
    errorPages: host.errorPages,
    track(call, file) {
      const dependencies = new Set<string>();
      file.data.lockstep = { ...file.data.lockstep, dependencies };
      return host.track(call, (path) => dependencies.add(path));
    },
  };
}

/** Stands in for a resolver between pages. */
function leaveNothing(): readonly [] {
  return [];
}
