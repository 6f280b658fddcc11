import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { RedisOptions } from 'ioredis';
import type { Settings } from '../settings/index.ts';

export type RedisSettings = Settings['redis'];

/** Delays between attempts to connect, in milliseconds: they grow, and instances do not try in step. */
const FIRST_DELAY = 50;
const LONGEST_DELAY = 2000;
const DEFAULT_PORT = 6379;

/** Replies come in the shapes of RESP2. */
export const REPLIES: { readonly replyMapping: 'legacy' } = { replyMapping: 'legacy' };

/** Where a server listens. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** How long to wait before the next attempt to connect, in milliseconds. */
export function connectDelay(attempt: number): number {
  return Math.min(FIRST_DELAY * 2 ** attempt, LONGEST_DELAY) * (0.5 + Math.random() / 2);
}

/**
 * Options of every connection: no command waits for a connection, and a socket on which nothing comes back is given up.
 * A command whose connection broke is not sent again: whether it took place is not known.
 *
 * @throws Error when the file of the authority cannot be read
 */
export function redisOptions(settings: RedisSettings): Omit<RedisOptions, 'replyMapping'> {
  const { command_timeout: command, connect_timeout: connect } = settings;
  const tls = tlsOptions(settings);
  return {
    ...credentials(settings.url),
    ...(tls && { tls }),
    // Commands of ours are given up sooner (within.ts); this is for those that the client sends by itself.
    commandTimeout: 2 * command,
    socketTimeout: 2 * command,
    connectTimeout: connect,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    disableClientInfo: true,
    // After a failover the old master says READONLY: the new one is found by connecting again.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  };
}

/**
 * How certificates are judged; `undefined` for a connection without TLS.
 *
 * @throws Error when the file of the authority cannot be read
 */
function tlsOptions(settings: RedisSettings): ConnectionOptions | undefined {
  const { url = '', tls_verify: verify, tls_ca_file: file } = settings;
  if (!isTls(url)) return undefined;
  return {
    rejectUnauthorized: verify !== 'none',
    ...(verify === 'ca' && { checkServerIdentity: () => undefined }),
    ...(file !== undefined && { ca: readAuthority(file) }),
  };
}

/** Whether the URL asks for TLS. */
export function isTls(url: string): boolean {
  return /^rediss:/iu.test(url);
}

/** The address that a URL names. */
export function addressOfUrl(text: string): RedisAddress {
  return address(new URL(text));
}

/** The address that `HOST` or `HOST:PORT` names. */
export function addressOfNode(text: string, defaultPort: number = DEFAULT_PORT): RedisAddress {
  return address(new URL(`redis://${text}`), defaultPort);
}

function address({ hostname, port }: URL, defaultPort: number = DEFAULT_PORT): RedisAddress {
  const host = hostname.replace(/^\[|\]$/gu, '');
  return { host, port: port === '' ? defaultPort : Number(port) };
}

function credentials(text: string | undefined): Pick<RedisOptions, 'username' | 'password' | 'db'> {
  if (text === undefined) return {};
  const { username, password, pathname } = new URL(text);
  return {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    db: Number(pathname.slice(1)),
  };
}

function readAuthority(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`redis.tls_ca_file: ${file} cannot be read`, { cause: error });
  }
}
