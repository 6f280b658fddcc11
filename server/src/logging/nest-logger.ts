import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Under this name Nest logs what it throws as well. Whoever starts the server reports that. */
const THROWN_TOO = 'ExceptionHandler';

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
    const context = details.at(-1);
    if (context !== THROWN_TOO) this.#write('error', message, context);
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
    if (message instanceof Error) this.#logger[level]({ ...record, err: message }, message.name);
    else this.#logger[level](record, String(message));
  }
}
