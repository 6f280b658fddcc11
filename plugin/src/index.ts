export { createRenderer } from './render/create-renderer.ts';
export { toMarkdown } from './render/markdown.ts';
export { createSources } from './sources/create-sources.ts';
export { OptionsError, SourceError } from './sources/errors.ts';
export { loadProject } from './sources/load-project.ts';
export { validateOptions } from './sources/options.ts';
export { checkReference, writeReference } from './reference/write-reference.ts';
export { OutputError } from './reference/output.ts';
export { parseTag } from './tag/parse.ts';
export { TagError } from './tag/tag.ts';

export type { OutputDifference, OutputResult } from './reference/output.ts';
export type {
  RenderedBlock,
  RenderedCell,
  RenderedCode,
  RenderedFence,
  RenderedInline,
  RenderedLink,
  RenderedList,
  RenderedNode,
  RenderedTable,
  RenderedText,
} from './render/nodes.ts';
export type { Page, TagRenderer } from './render/renderer.ts';
export type { RenderContext } from './render/scope.ts';
export type { ReferenceTarget } from './reference/write-reference.ts';
export type { SourcesHost } from './sources/create-sources.ts';
export type { LoadedProject } from './sources/load-project.ts';
export type {
  CheckOptions,
  LockstepOptions,
  ReferenceOptions,
  Source,
  SourceOptions,
  Sources,
} from './sources/source.ts';
export type { Tag, TagAttribute, TagBody } from './tag/tag.ts';
