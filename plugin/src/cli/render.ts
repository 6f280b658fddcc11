import { resolve } from 'node:path';
import { readConfigText } from '@lockstep/config';
import { ProblemReport } from '../errors/problem-report.ts';
import { createRenderer } from '../render/create-renderer.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { createSources } from '../sources/create-sources.ts';
import { SourceError } from '../sources/errors.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { FAILED, OK, safeLines } from './console.ts';
import type { Console, ExitCode } from './console.ts';
import { projectOf } from './project-options.ts';
import type { ProjectFlags } from './project-options.ts';
import { renderPage } from '../page/render-page.ts';
import type { RenderedPage } from '../page/render-page.ts';

/**
 * `lockstep render FILE…`: Markdown with tags expanded, one page after the other. Either all pages are printed, or every
 * mistake of every page is reported and nothing is printed.
 */
export async function render(
  files: readonly string[],
  flags: ProjectFlags,
  console: Console,
): Promise<ExitCode> {
  const options = await projectOf(flags, console);
  const broken = new Map<string, SourceError>();
  const renderer = collectBroken(
    createRenderer(createSources(options, { env: console.env }), options),
    broken,
  );
  const pages = files.map((file) => readAndRender(file, console.cwd, renderer, options));
  const problems = pages.flatMap((page) => page.problems);
  if (broken.size + problems.length > 0) {
    const report = new ProblemReport(options.errorPages);
    const all = [...[...broken.values()].flatMap((error) => error.problems), ...problems];
    for (const problem of all) console.err(`${safeLines(report.format(problem))}\n`);
    return FAILED;
  }
  for (const { text } of pages) console.out(text);
  return OK;
}

/** A broken source is told once, however many tags read it. */
function collectBroken(renderer: TagRenderer, broken: Map<string, SourceError>): TagRenderer {
  return (tag, page) => {
    try {
      return renderer(tag, page);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      broken.set(error.message, error);
      return [];
    }
  };
}

function readAndRender(
  file: string,
  cwd: string,
  renderer: TagRenderer,
  { admonitions }: LockstepOptions,
): RenderedPage {
  const { text, problems } = readConfigText(resolve(cwd, file), file);
  if (problems.length > 0) return { text: '', problems };
  return renderPage({ path: file, text, admonitions }, renderer);
}
