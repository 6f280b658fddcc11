/** The server as the scripts run it: on the one file, with development secrets. */
import { developmentSecrets } from './development-secrets.mjs';
import { isRunning, run, start } from './run.mjs';

/** The one file. The documentation site reads the same variable. */
export const CONFIG = process.env.LOCKSTEP_CONFIG ?? 'examples/config/app.ini';

const env = developmentSecrets();

const SERVER = ['server/bin/lockstep-server.js', '--config', CONFIG];
const READY_MILLISECONDS = 60_000;
const ANSWER_MILLISECONDS = 2_000;
const POLL_MILLISECONDS = 50;
const NOT_READY_YET = 503;

/**
 * Reads the effective settings, secrets left out: key -> value.
 *
 * @param priority of the process, as in `node:os`
 * @throws with every mistake in the file
 */
export async function effectiveSettings(priority = 0) {
  const text = await run('node', [...SERVER, '--print-config', '--json'], { env, priority });
  return new Map(JSON.parse(text).settings.map(({ key, value }) => [key, value]));
}

/** The origin that browsers use. */
export const originOf = (settings) => String(settings.get('app.public_url')).replace(/\/$/, '');

/** The addresses that the server will listen on, with the setting that chooses each. */
export function addressesOf(settings) {
  const server = {
    host: settings.get('app.host'),
    port: settings.get('app.port'),
    advice: `stop what runs there, or choose another app.port (with app.public_url and app.allowed_hosts) in ${CONFIG}`,
  };
  const provider = {
    host: '127.0.0.1',
    port: settings.get('dev_idp.port'),
    advice: `stop what runs there, or choose another dev_idp.port (with the issuer of its provider) in ${CONFIG}`,
  };
  return settings.get('dev_idp.enabled') === true ? [server, provider] : [server];
}

/** Starts the server. */
export const startServer = (priority = 0) => start('node', SERVER, { env, priority });

/**
 * Waits until a server is ready.
 *
 * @throws when it ends before, when it refuses the question, or after a minute
 */
export async function untilReady(origin, server) {
  const url = `${origin}/health/ready`;
  const deadline = AbortSignal.timeout(READY_MILLISECONDS);
  while (isRunning(server)) {
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(ANSWER_MILLISECONDS)]);
    const response = await fetch(url, { signal }).catch(() => undefined);
    if (response?.ok && isRunning(server)) return;
    if (response !== undefined && !response.ok && response.status !== NOT_READY_YET) {
      throw new Error(
        `${url} answers ${response.status}: is that host in app.allowed_hosts of ${CONFIG}?`,
      );
    }
    if (deadline.aborted) throw new Error(`${url} did not answer within a minute`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  throw new Error('The server ended before it was ready; its message stands above.');
}
