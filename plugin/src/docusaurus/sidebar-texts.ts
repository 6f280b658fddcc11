import path from 'node:path';
import type { PlainText } from '../page/plain-text.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { hasTag } from '../tag/unreached.ts';

/** An item of a sidebar; only what is used has a type. */
interface SidebarItem {
  readonly label?: unknown;
  readonly link?: unknown;
  readonly items?: readonly SidebarItem[] | undefined;
}

/** Docusaurus's option `sidebarItemsGenerator` of docs. */
export type SidebarItemsGenerator = (args: GeneratorArguments) => Promise<readonly SidebarItem[]>;

interface GeneratorArguments {
  readonly defaultSidebarItemsGenerator: SidebarItemsGenerator;
  readonly version: { readonly contentPath: string };
}

type Expand = (text: string) => string;

/**
 * A generator of sidebar items that expands the tags in labels of categories and in titles and descriptions of their
 * pages, which come from `_category_.json` and `.yml`: no remark plugin sees them.
 *
 * @param present the site's own generator, called first
 */
export function expandSidebar(
  render: TagRenderer,
  present: SidebarItemsGenerator | undefined,
): SidebarItemsGenerator {
  return async (args) => {
    const items = await (present ?? args.defaultSidebarItemsGenerator)(args);
    if (!hasTag(JSON.stringify(items))) return items;
    const { expandPlain } = await import('../page/plain-text.ts');
    // The items do not tell which file they come from.
    const file = path.join(args.version.contentPath, '_category_.json');
    const expand: Expand = (text) => textOf(expandPlain(text, file, false, render), text, file);
    return items.map((item) => expandItem(item, expand));
  };
}

/** @throws {Error} with every mistake of the tags in a text */
function textOf({ text, messages }: PlainText, source: string, file: string): string {
  if (messages.length === 0) return text;
  const reasons = messages.map(
    ({ reason, ruleId = 'invalid-markdown' }) => `${reason} [${ruleId}]`,
  );
  const error = new Error(
    `In a category below ${path.dirname(file)}, ${JSON.stringify(source)}: ${reasons.join('; ')}`,
  );
  error.stack = error.message;
  throw error;
}

function expandItem(item: SidebarItem, expand: Expand): SidebarItem {
  const expanded = expandFields(item, ['label'], expand);
  return {
    ...expanded,
    ...(isFields(item.link) && { link: expandFields(item.link, ['title', 'description'], expand) }),
    ...(item.items && { items: item.items.map((inner) => expandItem(inner, expand)) }),
  };
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A copy with the tags of some fields expanded. */
function expandFields<Fields extends object>(
  fields: Fields,
  names: readonly string[],
  expand: Expand,
): Fields {
  const expanded = Object.entries(fields).map(([name, value]: [string, unknown]) => {
    const isShown = names.includes(name) && typeof value === 'string' && hasTag(value);
    return [name, isShown ? expand(value) : value] as const;
  });
  return { ...fields, ...Object.fromEntries(expanded) };
}
