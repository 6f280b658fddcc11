import { formatProblem } from '@lockstep/config';
import { isMdxPage } from '../freeze/page-format.ts';
import type { PageFormat } from '../freeze/page-format.ts';
import { SHOWN_KEYS, shownTexts } from '../freeze/shown-texts.ts';
import type { PlainText } from '../page/plain-text.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { hasTag } from '../tag/unreached.ts';
import type { FrontMatterParser, FrontMatterResult } from './host-types.ts';
import { headLength } from './page-head.ts';

/** What {@link expandMetadata} works with. */
export interface MetadataOptions {
  readonly render: TagRenderer;
  /** The site's own parser, called first. */
  readonly present?: FrontMatterParser | undefined;
  /** The site's option `markdown.format`. */
  readonly format?: PageFormat | undefined;
}

/** Expands the tags of a text. */
type Expand = (text: string, isMdx: boolean) => PlainText;

/**
 * A front matter parser that expands tags. Docusaurus takes titles, sidebar labels and descriptions from the raw
 * Markdown, which no remark plugin sees (its documented hook is `markdown.parseFrontMatter`). They come from front matter
 * and the head of the page; what follows is left alone, since reading it here would be a second parse of every page.
 *
 * Where a tag of the head has a mistake the text is left as it is: the Markdown loader reports the mistake with its
 * position. It never sees front matter, so that mistakes there are thrown.
 */
export function expandMetadata({ render, present, format }: MetadataOptions): FrontMatterParser {
  return async (params) => {
    const { filePath, fileContent } = params;
    const result = await (present ?? params.defaultParseFrontMatter)(params);
    if (!hasTag(fileContent)) return result;
    // The parsers for Markdown and MDX take longest to load, and most sites have no tag in a title.
    const { expandPlain } = await import('../page/plain-text.ts');
    const expand: Expand = (text, isMdx) => expandPlain(text, filePath, isMdx, render);
    const isMdx = isMdxPage(filePath, fileContent, format);
    return {
      ...result,
      frontMatter: expandShown(result.frontMatter, params, expand),
      content: expandHead(result.content, (text) => expand(text, isMdx)),
    };
  };
}

/** @throws {Error} with every mistake of the tags in front matter */
function expandShown(
  frontMatter: FrontMatterResult['frontMatter'],
  { filePath, fileContent }: { readonly filePath: string; readonly fileContent: string },
  expand: Expand,
): FrontMatterResult['frontMatter'] {
  const expanded = { ...frontMatter };
  const mistakes: string[] = [];
  for (const key of SHOWN_KEYS) {
    const value = frontMatter[key];
    if (typeof value !== 'string' || !hasTag(value)) continue;
    const { text, messages } = expand(value, false);
    expanded[key] = text;
    mistakes.push(
      ...messages.map(({ reason, ruleId = 'invalid-markdown' }) => describe(key, reason, ruleId)),
    );
  }
  if (mistakes.length === 0) return expanded;
  const error = new Error(mistakes.join('\n'));
  error.stack = error.message;
  throw error;

  function describe(key: string, reason: string, code: string): string {
    const span = shownTexts(fileContent, filePath).find((shown) => shown.key === key)?.span;
    const message = `In \`${key}\` of the front matter: ${reason}`;
    return formatProblem({ code, severity: 'error', message, file: filePath, span });
  }
}

/** A head may end within an element; then it cannot be read alone, and the whole page is. */
function expandHead(content: string, expand: (text: string) => PlainText): string {
  const length = headLength(content);
  const head = content.slice(0, length);
  if (!hasTag(head)) return content;
  const expanded = expand(head);
  if (expanded.messages.length === 0) return expanded.text + content.slice(length);
  return expand(content).text;
}
