import {
  createRenderer,
  createSources,
  parseTag,
  TagError,
  toMarkdown,
} from 'docusaurus-plugin-lockstep';
import type {
  Page,
  ReferenceOptions,
  RenderedNode,
  SourceOptions,
} from 'docusaurus-plugin-lockstep';
import { directoryWith } from '../../support/directory.ts';
import type { Files } from '../../support/directory.ts';

/** A project made of files: the source `app` is `app.ini`, with `schema.json` where there is one. */
export interface TagProject {
  readonly files: Files;
  readonly sources?: Readonly<Record<string, SourceOptions | string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly reference?: ReferenceOptions;
}

/** Renders one tag. */
export function renderTag(
  tag: string,
  { files, sources, env = {}, reference }: TagProject,
  page: Page = {},
): readonly RenderedNode[] {
  const schema = 'schema.json' in files ? { schema: 'schema.json' } : {};
  const options = {
    root: directoryWith(files),
    sources: sources ?? { app: { path: 'app.ini', ...schema } },
    ...(reference && { reference }),
  };
  return createRenderer(createSources(options, { env }), options)(parseTag(tag), page);
}

/** The text of the fences that a tag becomes. */
export function fenceOf(tag: string, project: TagProject): string {
  return renderTag(tag, project)
    .map((node) => (node.type === 'fence' ? node.text : ''))
    .join('\n');
}

/** What a tag in running text becomes, as Markdown. */
export function inlineOf(tag: string, project: TagProject, page: Page = {}): string {
  return toMarkdown(renderTag(tag, project, page));
}

/** What is wrong with a tag: `code at "the words": message`; fails when nothing is. */
export function mistakeIn(tag: string, project: TagProject): string {
  try {
    renderTag(tag, project);
  } catch (error) {
    if (!(error instanceof TagError)) throw error;
    const { start, end } = error.span;
    return `${error.code} at ${tag.slice(start.offset, end.offset)}: ${error.message}`;
  }
  throw new Error('Nothing was thrown');
}
