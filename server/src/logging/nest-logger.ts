import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Passes Nest's own messages to the log. Its start-up chatter is `debug`, because operators do not need it. */
export class NestLogger implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown, context?: unknown): void {
    this.#write('debug', message, context);
  }

  error(message: unknown, ...details: readonly unknown[]): void {
    this.#write('error', message, details.at(-1));
  }

  warn(message: unknown, context?: unknown): void {
    this.#write('warn', message, context);
  }

  debug(message: unknown, context?: unknown): void {
    this.#write('debug', message, context);
  }

  verbose(message: unknown, context?: unknown): void {
    this.#write('trace', message, context);
  }

  fatal(message: unknown, context?: unknown): void {
    this.#write('fatal', message, context);
  }

  #write(
    level: 'trace' | 'debug' | 'warn' | 'error' | 'fatal',
    message: unknown,
    context: unknown,
  ): void {
    const record = typeof context === 'string' ? { context } : {};
    if (message instanceof Error) this.#logger[level]({ ...record, err: message }, message.message);
    else this.#logger[level](record, String(message));
  }
}
