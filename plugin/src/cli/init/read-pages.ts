import { relative } from 'node:path';
import { readConfigText } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { pagesBelow } from '../../freeze/freeze-directories.ts';
import { renderPage } from '../../page/render-page.ts';
import { remarkLockstepSyntax } from '../../remark/index.ts';
import { createRenderer } from '../../render/create-renderer.ts';
import { createSources } from '../../sources/create-sources.ts';
import { SourceError } from '../../sources/errors.ts';
import type { LockstepOptions } from '../../sources/source.ts';
import type { Tag } from '../../tag/tag.ts';

/** A page of the site. */
export interface SitePage {
  /** Relative to the working directory. */
  readonly name: string;
  readonly text: string;
}

/** What is wrong with pages, and how many could be shown. */
interface PagesReport {
  readonly problems: readonly Problem[];
  /** Tags on all pages. */
  readonly tags: number;
}

/** The pages below a directory that can be read; the others are somebody else's problem. */
export function readPages(directory: string, cwd: string): readonly SitePage[] {
  return pagesBelow(directory).flatMap((path) => {
    const name = relative(cwd, path);
    const { text, problems } = readConfigText(path, name);
    return problems.length > 0 ? [] : [{ name, text: text.replace(/^\uFEFF/, '') }];
  });
}

/** The values of an attribute in the tags of pages, each once, in page order. */
export function attributeValues(
  pages: readonly SitePage[],
  attribute: string,
  syntax: Pick<LockstepOptions, 'admonitions'>,
): readonly string[] {
  const tags = pages.flatMap((page) => tagsOf(page, syntax));
  const values = tags.flatMap(({ attributes }) =>
    attributes.flatMap(({ name, value }) =>
      name === attribute && typeof value === 'string' ? [value] : [],
    ),
  );
  return [...new Set(values)];
}

/** Renders the pages as every host will, and tells about each tag that says nothing there. */
export function checkPages(pages: readonly SitePage[], options: LockstepOptions): PagesReport {
  const render = createRenderer(createSources(options));
  const { admonitions } = options;
  const tags = pages.flatMap((page) => tagsOf(page, options)).length;
  const problems = pages.flatMap((page) => {
    const broken: Problem[] = [];
    const rendered = renderPage({ path: page.name, text: page.text, admonitions }, (tag, place) => {
      try {
        return render(tag, place);
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        const [first] = error.problems;
        broken.push({
          code: first?.code ?? 'unknown-file',
          severity: 'error',
          message: first?.message ?? error.message,
          file: page.name,
          span: tag.span,
          nearest: first?.nearest,
        });
        return [];
      }
    });
    return [...broken, ...rendered.problems];
  });
  return { problems, tags };
}

function tagsOf(
  { name, text }: SitePage,
  syntax: Pick<LockstepOptions, 'admonitions'>,
): readonly Tag[] {
  const file = new VFile({ path: name, value: text });
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
  processor.use(remarkDirective).use(remarkLockstepSyntax, syntax).parse(file);
  const nodes = file.data.lockstep?.tags ?? [];
  return nodes.flatMap((node) => (node.type === 'iniTag' ? [node.tag] : []));
}
