import { visibleText } from '@lockstep/config';

const MAX_CAUSES = 4;

/** An error as the log has it: no other property of it is written, because drivers attach requests and tokens. */
export interface ErrorRecord {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorRecord;
}

/**
 * Turns what was thrown into a log record.
 *
 * @param scrub takes the secrets out of a text
 */
export function errorRecord(
  thrown: unknown,
  scrub: (text: string) => string,
  depth = 0,
): ErrorRecord {
  if (!(thrown instanceof Error))
    return { type: typeof thrown, message: 'a value that is no Error was thrown' };
  const code: unknown = Reflect.get(thrown, 'code');
  const hasCause = thrown.cause instanceof Error && depth < MAX_CAUSES;
  return {
    type: thrown.name,
    message: visibleText(scrub(thrown.message)),
    ...(typeof code === 'string' ? { code } : {}),
    ...(thrown.stack === undefined ? {} : { stack: visibleLines(scrub(thrown.stack)) }),
    ...(hasCause ? { cause: errorRecord(thrown.cause, scrub, depth + 1) } : {}),
  };
}

/** A stack keeps its lines; nothing else in it may steer a terminal. */
function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
