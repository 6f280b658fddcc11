import { evaluateSync } from '@mdx-js/mdx';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import type { MarkdownIt } from 'markdown-it';
import remarkGfm from 'remark-gfm';
import { create } from '../markdown-it/helpers.ts';
import { options as sources } from '../remark/helpers.ts';

/** A real source, and the option that these tests are about. */
export const options = { ...sources, admonitions: 'mkdocs' } as const;

/** HTML that is made already, as opposed to text. */
class Html {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

type Props = Readonly<Record<string, unknown>>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escape = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (each) => ENTITIES[each] ?? each);

function childHtml(child: unknown): string {
  if (Array.isArray(child)) return child.map((each) => childHtml(each)).join('');
  if (child instanceof Html) return child.html;
  return typeof child === 'string' ? escape(child) : '';
}

type Component = (props: Props) => Html;

/** What JSX becomes: HTML. */
function jsx(type: string | Component, { children, ...attributes }: Props): Html {
  if (typeof type === 'function') return type({ children, ...attributes });
  const shown = Object.entries(attributes).flatMap(([name, value]) => {
    if (value === false || name === 'style') return [];
    return ` ${name === 'className' ? 'class' : name}="${typeof value === 'string' ? escape(value) : ''}"`;
  });
  return new Html(`<${type}${shown.join('')}>${childHtml(children)}</${type}>`);
}

function Fragment({ children }: Props): Html {
  return new Html(childHtml(children));
}

/** A page as unified makes HTML of it, by way of remark-rehype, read as Markdown or as MDX. */
export function unifiedHtml(markdown: string, format: 'md' | 'mdx'): string {
  const { default: Content } = evaluateSync(
    { value: markdown, path: 'page.md' },
    {
      Fragment,
      jsx,
      jsxs: jsx,
      format,
      remarkPlugins: [remarkGfm, [remarkLockstep, options]],
    },
  );
  return normalize(childHtml(Content({})));
}

const md: MarkdownIt = create({}, options);

export function markdownItHtml(markdown: string): string {
  return normalize(md.render(markdown, {}));
}

/** HTML with a line for each block and no other white space between elements. */
export function normalize(html: string): string {
  return html
    .replaceAll('\r', '')
    .replaceAll(/>\s*\n\s*</g, '><')
    .replaceAll(/\s*\n(?=<\/)/g, '')
    .replaceAll(
      /(<\/?(?:div|details|ul|ol|li|table|thead|tbody|tr|blockquote)\b[^>]*>|<\/(?:p|pre|h\d|summary|th|td)>)/g,
      '$1\n',
    )
    .trim();
}
