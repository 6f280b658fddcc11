import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Settings } from '../settings/settings.ts';
import { errorRecord } from './error-record.ts';
import type { ErrorRecord, ErrorRecordOptions } from './error-record.ts';
import { legible } from './legible.ts';

/** Failures below are to be expected, by the hundred while Redis is away: where they were thrown helps nobody. */
const STACKS_FROM = pino.levels.values['error'] ?? Infinity;

/** A place that log lines go to; `process.stdout` is one. */
export interface LogStream {
  /** @param line one record, line end included */
  write(line: string): unknown;
  /** Whether people read along on a terminal; `pretty` is in colour there. */
  readonly isTTY?: boolean | undefined;
}

/**
 * The server's log. Records never hold headers, cookies, bodies or query strings, because nothing writes them; errors
 * are cut down to name, message, code and, from the level `error` on, stack. What clients sent cannot forge a line or
 * steer a terminal.
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
      // What an error leaves depends on the level, which serializers are not told.
      mixin: (record, rank) => errorOf(record, { scrub, withStack: rank >= STACKS_FROM }),
      mixinMergeStrategy: (record, error) => ({ ...record, ...error }),
      serializers: { err: (record: unknown) => record },
      formatters: { level: (label) => ({ level: label }) },
      base: null,
    },
    destination,
  );
}

function errorOf(record: object, options: ErrorRecordOptions): { readonly err?: ErrorRecord } {
  if (!('err' in record) || record.err === undefined) return {};
  return { err: errorRecord(record.err, options) };
}

function prettyStream({ isTTY }: LogStream, write: (line: string) => unknown): DestinationStream {
  const prettify = prettyFactory({ colorize: isTTY === true, singleLine: true });
  return { write: (line) => write(prettify(line)) };
}
