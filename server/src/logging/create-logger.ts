import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Settings } from '../settings/settings.ts';
import { errorRecord } from './error-record.ts';

/** A place that log lines go to; `process.stdout` is one. */
export interface LogStream {
  /** @param line one record, line end included */
  write(line: string): unknown;
  /** Whether people read along on a terminal; `pretty` is in colour there. */
  readonly isTTY?: boolean | undefined;
}

/**
 * The server's log. Records never hold headers, cookies, bodies or query strings, because nothing writes them; errors
 * are cut down to name, message, code and stack.
 *
 * @param scrub takes the secrets out of a text
 */
export function createLogger(
  settings: Settings,
  stream: LogStream,
  scrub: (text: string) => string,
): Logger {
  const { level, format } = settings.logging;
  const destination =
    format === 'pretty' ? prettyStream(stream) : { write: (line: string) => stream.write(line) };
  return pino(
    {
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (thrown: unknown) => errorRecord(thrown, scrub) },
      formatters: { level: (label) => ({ level: label }) },
      base: null,
    },
    destination,
  );
}

function prettyStream(stream: LogStream): DestinationStream {
  const prettify = prettyFactory({ colorize: stream.isTTY === true });
  return { write: (line) => stream.write(prettify(line)) };
}
