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

/** How much of an error is written. */
export interface ErrorRecordOptions {
  /** Takes the secrets out of a text. */
  readonly scrub: (text: string) => string;
  readonly withStack: boolean;
}

/** Turns what was thrown into a log record. */
export function errorRecord(thrown: unknown, options: ErrorRecordOptions, depth = 0): ErrorRecord {
  if (!(thrown instanceof Error))
    return { type: typeof thrown, message: 'a value that is no Error was thrown' };
  const { scrub, withStack } = options;
  const stack = withStack ? thrown.stack : undefined;
  const code: unknown = Reflect.get(thrown, 'code');
  const hasCause = thrown.cause instanceof Error && depth < MAX_CAUSES;
  return {
    type: thrown.name,
    message: visibleText(scrub(thrown.message)),
    ...(typeof code === 'string' ? { code } : {}),
    ...(stack === undefined ? {} : { stack: visibleLines(scrub(stack)) }),
    ...(hasCause ? { cause: errorRecord(thrown.cause, options, depth + 1) } : {}),
  };
}

/** A stack keeps its lines; nothing else in it may steer a terminal. */
function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
