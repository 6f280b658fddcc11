import type { Env, MarkdownIt, RendererRule, StateCore, Token } from 'markdown-it';
import { hasTag } from '../tag/unreached.ts';
import { isOwn } from './own-token.ts';
import type { Pages } from './page.ts';

/** What other plugins and hosts read in text: braces (markdown-it-attrs, Vue) and character references (VitePress). */
const READ_BY_OTHERS = /[{}&]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '{': '&#123;',
};
/** Where Vue would compile what stands between two braces. */
const INTERPOLATION = '{{';
/** Stands for a brace while another plugin writes a value; a private-use character. */
const BRACE = '\uE07B';
const SHOWN_TYPES: ReadonlySet<string> = new Set(['text', 'text_special', 'code_inline']);

/**
 * Keeps what tags say verbatim beside other plugins: markdown-it-attrs reads `{.class}` at the end of a paragraph,
 * VitePress reads character references in all text, and Vue compiles `{{ }}` in the page that comes out.
 */
export function keepVerbatim(md: MarkdownIt, pages: Pages): void {
  const isolate = (state: StateCore): void => {
    const { env, tokens } = state;
    if (!pages.get(env)?.hasOpeners) return;
    const edge = (): Token => new state.Token('html_inline', '', 0);
    tokens.forEach((token, index) => {
      if (token.children?.some(isExposedText)) {
        token.children = token.children.flatMap((child) => apart(child, edge));
      }
      if (tokens[index - 1]?.type === 'heading_open') nameAsShown(token);
    });
  };
  md.core.ruler.after('inline', 'lockstep_verbatim', isolate);
  wrapRule(md, 'text', (token, env) => escapeText(token.content, env));
  wrapRule(md, 'code_inline', (token, env) => {
    return `<code${md.renderer.renderAttrs(token)}>${escapeText(token.content, env)}</code>`;
  });
  wrapContents(md);
}

function isExposedText(token: Token): boolean {
  return token.type === 'text_special' && isOwn(token) && READ_BY_OTHERS.test(token.content);
}

/** A token between two empty ones: neighbours are joined, and what ends a paragraph is looked at. */
function apart(token: Token, edge: () => Token): readonly Token[] {
  return isExposedText(token) ? [edge(), token, edge()] : [token];
}

/** Labels of permanent links are made from a heading's source: there, tags are what they say. */
function nameAsShown(token: Token): void {
  if (!hasTag(token.content)) return;
  const shown = token.children?.filter(({ type }) => SHOWN_TYPES.has(type)) ?? [];
  token.content = shown.map(({ content }) => content).join('');
}

/** Renders values in our own way, and everything else as before. */
function wrapRule(
  md: MarkdownIt,
  name: 'text' | 'code_inline',
  renderOwn: (token: Token, env: Env | undefined) => string,
): void {
  const inner: RendererRule | undefined = md.renderer.rules[name];
  if (!inner) return;
  md.renderer.rules[name] = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const isExposed = token && isOwn(token) && READ_BY_OTHERS.test(token.content);
    return isExposed ? renderOwn(token, env) : inner(tokens, index, options, env, self);
  };
}

/** A table of contents (`[[toc]]`) is written from the headings' tokens by another plugin. */
function wrapContents(md: MarkdownIt): void {
  const inner: RendererRule | undefined = md.renderer.rules['toc_body'];
  if (!inner) return;
  md.renderer.rules['toc_body'] = (tokens, ...rest) => {
    const own = tokens.flatMap(({ children }) => children ?? []).filter(isOwn);
    const contents = own.map(({ content }) => content);
    for (const token of own) token.content = token.content.replaceAll('{', BRACE);
    try {
      return inner(tokens, ...rest).replaceAll(BRACE, ESCAPES['{'] ?? '');
    } finally {
      own.forEach((token, index) => (token.content = contents[index] ?? ''));
    }
  };
}

/** Braces are written as references where Vue reads the page; in any other HTML it makes no difference. */
function escapeText(text: string, env: Env | undefined): string {
  const isForVue = Array.isArray(env?.['includes']) || text.includes(INTERPOLATION);
  return text.replace(isForVue ? /[&<>"{]/g : /[&<>"]/g, (each) => ESCAPES[each] ?? each);
}
