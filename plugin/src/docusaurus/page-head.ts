/** A fence's first line, or its last. */
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const IMPORT = /^(?:import|export)\s/;
const HEADING = /^#{1,6}[ \t]/;
/** What ends a title that is underlined. */
const UNDERLINE = /^=+[ \t]*$/;
const STARTS_WITH_TEXT = /^[\p{L}\p{N}]/u;

/**
 * Length of the part of a page that Docusaurus takes its title and its excerpt from: up to the end of the first block
 * of text that is neither an import nor a title. Blocks that may show nothing there, such as tags, elements, images and
 * fences, do not end it, so that it is too long rather than too short.
 *
 * Upstream: `parseMarkdownContentTitle` and `createExcerpt` of `@docusaurus/utils`.
 *
 * @param content a page without its front matter
 */
export function headLength(content: string): number {
  let fence: string | undefined;
  let hasText = false;
  let atBlockStart = true;
  let end = 0;
  for (const { 0: text, index } of content.matchAll(/[^\n]*(?:\n|$)/g)) {
    const line = text.trimEnd();
    if (hasText && line === '') return end;
    end = index + text.length;
    const marker = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (marker?.startsWith(fence)) fence = undefined;
    } else if (marker !== undefined) fence = marker;
    else if (UNDERLINE.test(line)) hasText = false;
    else if (atBlockStart) hasText = STARTS_WITH_TEXT.test(line) && !IMPORT.test(line);
    atBlockStart = line === '' || HEADING.test(line);
  }
  return end;
}
