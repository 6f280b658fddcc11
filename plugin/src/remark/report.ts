import { proseSnippets } from '@lockstep/config';
import type { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import { errorPageUrl } from '../errors/error-pages.ts';
import { describeErrors } from '../errors/page-report.ts';
import type { TagError } from '../tag/tag.ts';

/** A name: what an editor may put the nearest one in the place of. */
const NAME = /^[\w.*-]+$/;

/** What {@link throwErrors} tells about a page beside its mistakes. */
export interface PageReport {
  readonly file: VFile;
  /** As it was parsed, without a byte order mark. */
  readonly text: string;
  /** The option `errorPages`. */
  readonly errorPages: string | undefined;
}

/**
 * Ends a page when anything was wrong with it. Every error becomes a fatal message of the file, with the fields that
 * editors show; what is thrown lists them all for people, because hosts such as Docusaurus show nothing but that.
 *
 * @throws {VFileMessage} with `place`, `ruleId` (the first error's code) and `source` `lockstep`
 */
export function throwErrors(errors: readonly TagError[], page: PageReport): void {
  if (errors.length === 0) return;
  const snippetOf = proseSnippets(page.text);
  const [first] = errors.map((error) => toMessage(error, page, snippetOf));
  if (!first) return;
  const { file, text, errorPages } = page;
  const { place, ruleId, source, name, url } = first;
  const reason = describeErrors(errors, { path: file.path, text, errorPages });
  const combined = new VFileMessage(reason, { place, ruleId, source });
  Object.assign(combined, { name, file: first.file, fatal: true, url });
  // Docusaurus prints all fields of what it catches; here they say once more what the reason says.
  Object.defineProperty(combined, 'toJSON', { value: () => ({}) });
  throw combined;
}

/** `url`, `note`, `actual` and `expected` are the fields that vfile-message names for tools. */
function toMessage(
  { message, span, code, nearest }: TagError,
  { file, text, errorPages }: PageReport,
  snippetOf: (span: TagError['span']) => string,
): VFileMessage {
  const place = { start: { ...span.start }, end: { ...span.end } };
  const result = file.message(message, { place, ruleId: code, source: 'lockstep' });
  result.fatal = true;
  result.note = `\`\`\`text\n${snippetOf(span)}\n\`\`\``;
  const url = errorPageUrl(code, errorPages);
  if (url !== undefined) result.url = url;
  const written = text.slice(span.start.offset, span.end.offset);
  if (nearest !== undefined && NAME.test(written)) {
    result.actual = written;
    result.expected = [nearest];
  }
  return result;
}
