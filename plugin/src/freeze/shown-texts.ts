import { parseYaml } from '@lockstep/config';
import type { Span } from '@lockstep/config';
import { hasTag } from '../tag/unreached.ts';

/** Front matter that Docusaurus shows as text. */
export const SHOWN_KEYS: readonly string[] = [
  'title',
  'sidebar_label',
  'description',
  'pagination_label',
];

/** What shows of a category's own file. */
const CATEGORY_KEYS: readonly string[] = ['label', 'description', 'link.title', 'link.description'];

/** A value with a tag in it. */
export interface ShownText {
  readonly key: string;
  /** As it reads: quotes and line folding undone. */
  readonly text: string;
  /** Where the value stands in the file, quotes included. */
  readonly span: Span;
}

/** From the start of a page up to the line that ends its front matter. */
const FRONT_MATTER =
  /^\uFEFF?---[ \t]*\r?\n(?:(?!---[ \t]*(?:\r?\n|$)).*\r?\n)*(?=---[ \t]*(?:\r?\n|$))/;

/** The front matter of a page with the line that opens it and without the one that ends it; empty where there is none. */
export function frontMatterOf(page: string): string {
  return FRONT_MATTER.exec(page)?.[0] ?? '';
}

/** The texts of a page's front matter that show on the site and hold tags. */
export function shownTexts(page: string, file: string): readonly ShownText[] {
  const source = frontMatterOf(page);
  return textsWithTags(source, file, SHOWN_KEYS);
}

/** The texts of `_category_.json` or `_category_.yml` that show on the site and hold tags. */
export function categoryTexts(source: string, file: string): readonly ShownText[] {
  return textsWithTags(source, file, CATEGORY_KEYS);
}

/** What has no tags, and YAML that cannot be read, has none. JSON is YAML. */
function textsWithTags(
  source: string,
  file: string,
  keys: readonly string[],
): readonly ShownText[] {
  if (!hasTag(source)) return [];
  return parseYaml(source, { file })
    .entries.filter(({ disabled, path, value }) => {
      return !disabled && keys.includes(path.join('.')) && hasTag(value.text);
    })
    .map(({ path, value: { text, span } }) => ({ key: path.join('.'), text, span }));
}
