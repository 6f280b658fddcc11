import { proseSnippets } from '@lockstep/config';
import type { Problem, Span } from '@lockstep/config';
import type { VFileMessage } from 'vfile-message';

/**
 * What a Markdown parser and the plugin said of a page, as problems with the line they are about. Whatever MDX says has
 * the code `invalid-markdown`.
 *
 * @param text what the messages' lines and columns count in
 */
export function messageProblems(
  messages: readonly VFileMessage[],
  file: string,
  text: string,
): readonly Problem[] {
  const snippetOf = proseSnippets(text);
  return messages.map((message) => {
    const span = spanOf(message);
    return {
      code: codeOf(message),
      severity: 'error',
      message: message.reason,
      file,
      span,
      snippet: span && snippetOf(span),
    };
  });
}

function codeOf({ source, ruleId }: VFileMessage): string {
  return source === 'lockstep' && ruleId !== undefined ? ruleId : 'invalid-markdown';
}

function spanOf({ line, column, place }: VFileMessage): Span | undefined {
  if (line === undefined) return undefined;
  const start = { line, column: column ?? 1, offset: 0 };
  const end = place && 'end' in place ? { ...place.end, offset: 0 } : start;
  return { start, end };
}
