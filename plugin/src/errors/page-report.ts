import { proseSnippets } from '@lockstep/config';
import type { TagError } from '../tag/tag.ts';
import { BROKEN_SOURCE, BrokenSourceError } from './broken-source.ts';
import { ProblemReport } from './problem-report.ts';

/** The page that mistakes are on. */
export interface ReportedPage {
  /** As the host calls it, where it tells. */
  readonly path: string | undefined;
  /** What the lines and columns of the mistakes count in. */
  readonly text: string;
  /** The option `errorPages`. */
  readonly errorPages?: string | undefined;
}

/**
 * The mistakes of a page as people read them, one below the other:
 *
 * ```text
 * docs/a.md:3:18: error: There is no key `server.prot`; did you mean `server.port`? [unknown-key]
 *   3 | Port <% ini-value server.prot %>
 *     |                   ^^^^^^^^^^^
 *   see https://unpkg.com/docusaurus-plugin-lockstep@0.1.0/errors/unknown-key.md
 * ```
 *
 * Lines of the page are shown without what looks like a secret. An address is given once.
 */
export function describeErrors(errors: readonly TagError[], page: ReportedPage): string {
  const snippetOf = proseSnippets(page.text);
  const report = new ProblemReport(page.errorPages);
  const lines = errors.flatMap((error) => [
    `${placeOf(error, page)}: error: ${headOf(error)} [${error.code}]`,
    snippetOf(error.span),
    ...report.link(error.code),
    ...(error instanceof BrokenSourceError ? error.problems : []).map((each) =>
      report.format(each),
    ),
  ]);
  return lines.join('\n');
}

function headOf(error: TagError): string {
  return error instanceof BrokenSourceError ? BROKEN_SOURCE : error.message;
}

function placeOf({ span }: TagError, { path }: ReportedPage): string {
  const place = `${span.start.line}:${span.start.column}`;
  return path === undefined ? place : `${path}:${place}`;
}
