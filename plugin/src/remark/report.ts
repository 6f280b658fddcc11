import type { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import type { TagError } from '../tag/tag.ts';

/**
 * Ends a page when anything was wrong with it. Every error becomes a fatal message of the file; what is thrown lists
 * them all, because hosts such as Docusaurus show nothing but that.
 *
 * @throws {VFileMessage} with `place`, `ruleId` (the first error's code) and `source` `lockstep`
 */
export function throwErrors(errors: readonly TagError[], file: VFile): void {
  const [first, ...rest] = errors.map((error) => toMessage(error, file));
  if (!first) return;
  if (rest.length === 0) throw first;
  const others = rest.map(({ name, reason, ruleId }) => `${name}: ${reason} [${ruleId}]`);
  const reason = [`${first.reason} [${first.ruleId}]`, ...others].join('\n');
  const { place, ruleId, source } = first;
  const combined = new VFileMessage(reason, { place, ruleId, source });
  throw Object.assign(combined, { name: first.name, file: first.file, fatal: true });
}

function toMessage({ message, span, code }: TagError, file: VFile): VFileMessage {
  const place = { start: { ...span.start }, end: { ...span.end } };
  const result = file.message(message, { place, ruleId: code, source: 'lockstep' });
  result.fatal = true;
  return result;
}
