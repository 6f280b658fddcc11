import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemClock } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { Lifecycle } from '../kernel/lifecycle.ts';
import { createLogger } from '../logging/create-logger.ts';
import type { LogStream } from '../logging/create-logger.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { LoadedSettings, SettingsInput } from '../settings/load-settings.ts';
import { createApp } from './create-app.ts';
import { reservePort } from './reserve-port.ts';
import { shutDown } from './shutdown.ts';

/** How often a port that somebody else took in the meantime is replaced. */
const PORT_ATTEMPTS = 5;

/** What a server is started from. */
export interface StartOptions extends SettingsInput {
  /** @default the machine's clock */
  readonly clock?: Clock | undefined;
  /** Where the log goes. @default standard output */
  readonly logStream?: LogStream | undefined;
}

/** A server that listens. */
export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:8000`; browsers use `app.public_url`. */
  readonly url: string;
  readonly port: number;
  readonly app: NestFastifyApplication;
  readonly loaded: LoadedSettings;
  readonly settings: LoadedSettings['settings'];
  /** Shuts down gracefully; further calls wait for the same shutdown. */
  close(): Promise<void>;
}

/**
 * Reads the settings and starts the server. With `app.port = 0` it takes a free port.
 *
 * @throws {ConfigError} with every problem of the configuration
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const loaded = loadSettings(options);
  const { port, host } = loaded.settings.app;
  return port === 0 ? listenAnywhere(options, host, PORT_ATTEMPTS) : listen(options, loaded, port);
}

async function listenAnywhere(
  options: StartOptions,
  host: string,
  attempts: number,
): Promise<RunningServer> {
  const port = await reservePort(host);
  try {
    return await listen(options, loadSettings({ ...options, port }), port);
  } catch (error) {
    if (!isPortTaken(error, port) || attempts === 1) throw error;
    return listenAnywhere(options, host, attempts - 1);
  }
}

async function listen(
  options: StartOptions,
  loaded: LoadedSettings,
  port: number,
): Promise<RunningServer> {
  const { settings } = loaded;
  const lifecycle = new Lifecycle();
  const scrub = (text: string): string => loaded.redactor.text(text);
  const logger = createLogger(settings, options.logStream ?? process.stdout, scrub);
  const clock = options.clock ?? systemClock;
  const app = await createApp({ loaded, clock, logger, lifecycle });
  try {
    // Not `app.listen`, which logs a failure that the caller reports anyway.
    await app.getHttpAdapter().getInstance().listen({ port, host: settings.app.host });
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = originOf(settings.app.host, port);
  logger.info(
    { url, publicUrl: settings.app.public_url, fingerprint: loaded.fingerprint },
    'listening',
  );
  let closing: Promise<void> | undefined;
  return {
    url,
    port,
    app,
    loaded,
    settings,
    close: () => (closing ??= shutDown(app, lifecycle, settings.app.shutdown_grace)),
  };
}

function originOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether it is this port that is taken, and not the one of the embedded provider. */
function isPortTaken(error: unknown, port: number): boolean {
  if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'EADDRINUSE') return false;
  return Reflect.get(error, 'port') === port;
}
