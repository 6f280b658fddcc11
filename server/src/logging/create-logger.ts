import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Settings } from '../settings/settings.ts';
import { errorRecord } from './error-record.ts';
import { legible } from './legible.ts';

/** A place that log lines go to; `process.stdout` is one. */
export interface LogStream {
  /** @param line one record, line end included */
  write(line: string): unknown;
  /** Whether people read along on a terminal; `pretty` is in colour there. */
  readonly isTTY?: boolean | undefined;
}

/**
 * The server's log. Records never hold headers, cookies, bodies or query strings, because nothing writes them; errors
 * are cut down to name, message, code and stack. What clients sent cannot forge a line or steer a terminal.
 *
 * @param scrub takes the secrets out of a text
 */
export function createLogger(
  settings: Settings,
  stream: LogStream,
  scrub: (text: string) => string,
): Logger {
  const { level, format } = settings.logging;
  const write = (line: string): unknown => stream.write(legible(line));
  const destination = format === 'pretty' ? prettyStream(stream, write) : { write };
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

function prettyStream({ isTTY }: LogStream, write: (line: string) => unknown): DestinationStream {
  const prettify = prettyFactory({ colorize: isTTY === true });
  return { write: (line) => write(prettify(line)) };
}
