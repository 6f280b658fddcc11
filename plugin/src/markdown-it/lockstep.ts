import type { MarkdownIt, StateCore } from 'markdown-it';
import { createHostRenderer } from '../render/host.ts';
import type { HostOptions, HostRenderer } from '../render/host.ts';
import { admonitionRule } from './admonition-rule.ts';
import { createBlockRule } from './block-rule.ts';
import { expandFences } from './expand-fences.ts';
import { createInlineRule, linkifyGuard } from './inline-rule.ts';
import { LockstepPageError } from './page-error.ts';
import { Pages } from './page.ts';
import type { Page } from './page.ts';
import { keepVerbatim } from './verbatim.ts';
import { findUnreachedTags } from './unreached-tags.ts';

/** Options of {@link markdownItLockstep}: sources by name, or a renderer. */
export type MarkdownItLockstepOptions = HostOptions;

/** Rules that a tag on lines of its own ends. */
const INTERRUPTED = ['paragraph', 'reference', 'blockquote', 'list'];

/**
 * markdown-it plugin: puts sections and values of configuration files in the place of `<% ini-… %>` and `{% ini-… %}`.
 * Values are verbatim: nothing in them is read as Markdown or HTML, and no typographer changes them.
 *
 * Sections become `fence` tokens, for the highlighter of the site. Where `env.includes` is a list (VitePress), the files
 * that were read are added to it. `env.path` or `env.relativePath` names the page in messages.
 *
 * @throws {OptionsError} when the plugin is registered with wrong options; and `md.render` and `md.parse` throw
 *   {@link LockstepPageError} for a page with mistakes: all of them, with positions
 */
export function markdownItLockstep(md: MarkdownIt, options: MarkdownItLockstepOptions): void {
  const pages = new Pages();
  md.block.ruler.before('table', 'lockstep_block', createBlockRule(pages), { alt: INTERRUPTED });
  if (options?.admonitions) {
    md.block.ruler.before('table', 'lockstep_admonition', admonitionRule, { alt: INTERRUPTED });
  }
  md.inline.ruler.before('linkify', 'lockstep_linkify_guard', linkifyGuard);
  md.inline.ruler.before('newline', 'lockstep_inline', createInlineRule(pages));
  registerCoreRules(md, pages, createHostRenderer(options));
  keepVerbatim(md, pages);
}

function registerCoreRules(md: MarkdownIt, pages: Pages, renderer: HostRenderer): void {
  const start = (state: StateCore): void => {
    state.env ??= {};
    pages.start(renderer, state.src, state.env);
  };
  const locate = (state: StateCore): void => {
    const page = pages.get(state.env);
    if (!page?.hasOpeners) return;
    expandFences(state.tokens, page);
    page.lines.locateInlines(state.tokens);
  };
  const finish = (state: StateCore): void => {
    const page = pages.finish(state.env);
    if (page) throwErrors(page, state);
  };
  md.core.ruler.after('normalize', 'lockstep_start', start);
  md.core.ruler.before('inline', 'lockstep_locate', locate);
  md.core.ruler.push('lockstep_finish', finish);
}

function throwErrors(page: Page, { tokens }: StateCore): void {
  if (page.hasOpeners) page.errors.add(...findUnreachedTags(tokens, page.lines));
  const errors = page.errors.inOrder();
  if (errors.length > 0) throw new LockstepPageError(errors, page);
}
