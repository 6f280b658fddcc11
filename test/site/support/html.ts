const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&amp;': '&',
};

/** Text of an HTML page without its elements, so that highlighting does not split values, on one line. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<(?:script|style)[\s\S]*?<\/(?:script|style)>/g, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&[a-z0-9#]+;/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, ' ');
}

export function tableOfContents(html: string): string {
  return textOf(/<ul class="table-of-contents[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '');
}
