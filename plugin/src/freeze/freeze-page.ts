import type { Problem } from '@lockstep/config';
import { expandPlain } from '../page/plain-text.ts';
import { renderPage } from '../page/render-page.ts';
import type { PageSource, RenderedPage } from '../page/render-page.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { categoryTexts, shownTexts } from './shown-texts.ts';
import type { ShownText } from './shown-texts.ts';

/**
 * Replaces the tags of a page by what they say now, in its text and in the front matter that Docusaurus shows. Nothing
 * else changes by a byte.
 */
export function freezePage(page: PageSource, render: TagRenderer): RenderedPage {
  const { path } = page;
  const shown = shownTexts(page.text, path).map((text) => expandShown(text, path, render));
  const rendered = renderPage(page, render);
  // Tags of the page's text come after its front matter, so that places in it stay right.
  return replaceShown(rendered, shown);
}

/** Replaces the tags of a category's own file, `_category_.json` or `.yml`. */
export function freezeCategory({ path, text }: PageSource, render: TagRenderer): RenderedPage {
  const shown = categoryTexts(text, path).map((each) => expandShown(each, path, render));
  return replaceShown({ text, problems: [] }, shown);
}

function replaceShown(page: RenderedPage, shown: readonly ShownEdit[]): RenderedPage {
  const problems = [...shown.flatMap((each) => each.problems), ...page.problems];
  if (problems.length > 0) return { text: '', problems };
  let { text } = page;
  for (const { span, replacement } of shown.toReversed())
    text = text.slice(0, span.start.offset) + replacement + text.slice(span.end.offset);
  return { text, problems };
}

interface ShownEdit extends Pick<ShownText, 'span'> {
  /** JSON is YAML, whatever the value holds. */
  readonly replacement: string;
  readonly problems: readonly Problem[];
}

function expandShown({ key, text, span }: ShownText, file: string, render: TagRenderer): ShownEdit {
  const expanded = expandPlain(text, file, false, render);
  const problems = expanded.messages.map(({ reason, ruleId }): Problem => ({
    code: ruleId ?? 'invalid-markdown',
    severity: 'error',
    message: `In \`${key}\`: ${reason}`,
    file,
    span,
  }));
  return { span, replacement: JSON.stringify(expanded.text), problems };
}
