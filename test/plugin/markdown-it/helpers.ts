import { LockstepPageError, markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import type { MarkdownItLockstepOptions } from 'docusaurus-plugin-lockstep/markdown-it';
import createMarkdownIt from 'markdown-it';
import type { MarkdownIt, MarkdownItOptions } from 'markdown-it';
import { options as sources } from '../remark/helpers.ts';

/** A real markdown-it over the real source `../remark/fixtures/app.ini`. */
export function create(
  markdownItOptions: MarkdownItOptions = {},
  options: MarkdownItLockstepOptions = sources,
): MarkdownIt {
  return new createMarkdownIt(markdownItOptions).use(markdownItLockstep, options);
}

/** A page's mistakes as `line:column code`; `undefined` when it has none. */
export function mistakesOf(md: MarkdownIt, markdown: string): string | undefined {
  try {
    md.render(markdown, {});
    return undefined;
  } catch (error) {
    if (!(error instanceof LockstepPageError)) throw error;
    return error.errors
      .map(({ span, code }) => `${span.start.line}:${span.start.column} ${code}`)
      .join(', ');
  }
}
