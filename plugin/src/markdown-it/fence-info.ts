import type { Env } from 'markdown-it';
import { infoString } from '../render/markdown.ts';
import type { RenderedFence } from '../render/nodes.ts';

/** Docusaurus's word for line numbers, which other hosts leave alone. */
const LINE_NUMBERS = /(?:^| )showLineNumbers$/;

/**
 * The info string of a fence in the words of the host. VitePress asks for line numbers behind the language
 * (`ini:line-numbers {2}`); highlighted lines are `{2,4-5}` everywhere.
 */
export function fenceInfo(node: RenderedFence, env: Env | undefined): string {
  const { meta = '' } = node;
  if (!isVitePress(env) || !LINE_NUMBERS.test(meta)) return infoString(node);
  const rest = meta.replace(LINE_NUMBERS, '');
  const lang = `${node.lang}:line-numbers`;
  return infoString({ ...node, lang, meta: rest === '' ? undefined : rest });
}

/** VitePress names the page in its environment, and lists what it includes. */
function isVitePress(env: Env | undefined): boolean {
  return typeof env?.['relativePath'] === 'string' && Array.isArray(env['includes']);
}
