import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LockstepOptions } from 'docusaurus-plugin-lockstep';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import type { Nodes, Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';

/** A real source: `fixtures/app.ini`. */
export const options: LockstepOptions = {
  root: dirname(fileURLToPath(import.meta.url)),
  sources: { app: 'fixtures/app.ini' },
};

const others = () => unified().use(remarkDirective).use(remarkGfm);

/** Ways to register the plugin; the pages must come out the same. */
const setups = {
  md: () => others().use(remarkParse).use(remarkLockstep, options),
  'md, before everything': () =>
    unified().use(remarkLockstep, options).use(remarkParse).use(remarkGfm).use(remarkDirective),
  mdx: () => others().use(remarkParse).use(remarkMdx).use(remarkLockstep, options),
  'mdx, before remark-mdx': () =>
    others().use(remarkParse).use(remarkLockstep, options).use(remarkMdx),
};

export type Setup = keyof typeof setups;

export const setupNames: readonly Setup[] = [
  'md',
  'md, before everything',
  'mdx',
  'mdx, before remark-mdx',
];

/** The same parser as the setup `md`, without the plugin. */
export function parsePlain(markdown: string): Root {
  return others().use(remarkParse).parse(markdown);
}

/** @throws {VFileMessage} when the page has mistakes */
export function parse(file: VFile, setup: Setup): Root {
  return setups[setup]().parse(file);
}

/** A page's tree in short, or its mistakes as `line:column code`. */
export function read(markdown: string, setup: Setup): string {
  const file = new VFile({ value: markdown, path: 'page.md' });
  try {
    return showChildren(parse(file, setup).children);
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error;
    const messages = file.messages.length > 0 ? file.messages : [error];
    return messages.map(({ line, column, ruleId }) => `${line}:${column} ${ruleId}`).join(', ');
  }
}

/** `heading("Port 8080")`, `code("a = 1")`: types and texts, nothing else. */
export function show(node: Nodes): string {
  const name = 'name' in node ? `:${node.name}` : '';
  const content = textOf(node) ?? ('children' in node ? showChildren(node.children) : '');
  return node.type === 'text' ? content : `${node.type}${name}(${content})`;
}

function showChildren(children: readonly Nodes[]): string {
  return children.map((child) => show(child)).join(' ');
}

function textOf(node: Nodes): string | undefined {
  if ('value' in node) return JSON.stringify(node.value);
  return 'alt' in node ? JSON.stringify(node.alt) : undefined;
}
