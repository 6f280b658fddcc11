import type { Token } from 'markdown-it';
import { expandFence } from '../render/expand-fence.ts';
import { fenceLines, wantsExpansion, withoutExpand } from '../tag/fence.ts';
import type { Page } from './page.ts';

/** The language and the rest of an info string. */
const INFO = /^(\s*\S+)\s+([^]*)$/;

/** Expands the tags in the fences of a page that say `expand`. */
export function expandFences(tokens: readonly Token[], page: Page): void {
  for (const token of tokens) {
    const [, lang = '', meta] = INFO.exec(token.info) ?? [];
    if (token.type !== 'fence' || !token.map || !wantsExpansion(meta)) continue;
    const lines = fenceLines(token.content.replace(/\n$/, ''), token.map[0] + 2, (line) => ({
      text: page.lines.line(line - 1),
      offset: page.lines.chunk(line - 1, 0, '').start.offset,
    }));
    const { text } = expandFence(lines, (tag, mistakes) => page.render(tag, mistakes));
    token.content = text === '' ? '' : `${text}\n`;
    token.info = [lang, withoutExpand(meta ?? '')].filter((word) => word !== undefined).join(' ');
  }
}
