import { onTestFinished } from 'vitest';
import { startServer } from '../../../../server/src/app/start-server.ts';
import type { RunningServer } from '../../../../server/src/app/start-server.ts';
import { CLIENT_ID, CLIENT_SECRET, startMisbehavingProvider } from './misbehaving-provider.ts';
import type { MisbehavingProvider } from './misbehaving-provider.ts';

type Settings = Readonly<Record<string, unknown>>;

/** A clock that is moved by hand. It starts at the real time, because provider and ID tokens live in it. */
export class ManualClock {
  #now: number = Date.now();

  now(): number {
    return this.#now;
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

/** A server under test. */
export interface TestServer {
  readonly origin: string;
  readonly clock: ManualClock;
  readonly running: RunningServer;
  /** What was logged so far. */
  readonly log: () => string;
}

export const SECRET_KEY: string = Buffer.from('0123456789abcdef0123456789ABCDEF').toString(
  'base64url',
);

/**
 * Starts a server from settings by dotted key, with users in memory by default; it stops when the test ends.
 *
 * @param secretKeys newest first, separated by commas
 */
export async function startTestServer(
  settings: Settings,
  secretKeys: string = SECRET_KEY,
): Promise<TestServer> {
  const clock = new ManualClock();
  const lines: string[] = [];
  const running = await startServer({
    sources: [
      { file: 'test.yaml', text: JSON.stringify(nest({ 'database.url': 'memory:', ...settings })) },
    ],
    env: { SECRET_KEY: secretKeys },
    clock,
    logStream: { write: (line: string) => void lines.push(line) },
  });
  onTestFinished(() => running.close());
  return { origin: running.url, clock, running, log: () => lines.join('') };
}

const BASE: Settings = {
  'app.environment': 'test',
  'app.port': 0,
  'app.shutdown_grace': 0,
  'docs.enabled': false,
};

/** A server with its embedded provider. */
export function startWithEmbedded(settings: Settings = {}): Promise<TestServer> {
  return startTestServer({
    ...BASE,
    'dev_idp.enabled': true,
    'dev_idp.port': 0,
    'oidc.providers.dev.issuer': 'http://127.0.0.1:0',
    'oidc.providers.dev.client_id': CLIENT_ID,
    'oidc.providers.dev.client_secret': CLIENT_SECRET,
    'oidc.providers.dev.dev_only': true,
    ...settings,
  });
}

/** A server with a provider that can be told to break the rules. */
export async function startWithMisbehaving(
  settings: Settings = {},
): Promise<TestServer & { readonly provider: MisbehavingProvider }> {
  const provider = await startMisbehavingProvider();
  onTestFinished(() => provider.close());
  return { ...(await startWithIssuer(provider.issuer, settings)), provider };
}

/** A server whose provider `main` is that of another server, or one that is not there. */
export function startWithIssuer(
  issuer: string,
  settings: Settings = {},
  secretKeys?: string,
): Promise<TestServer> {
  const provider = {
    'oidc.providers.main.issuer': issuer,
    'oidc.providers.main.client_id': CLIENT_ID,
    'oidc.providers.main.client_secret': CLIENT_SECRET,
  };
  return startTestServer({ ...BASE, ...provider, ...settings }, secretKeys);
}

function nest(settings: Settings): Settings {
  return Object.entries(settings).reduce<Settings>(
    (root, [key, value]) => put(root, key.split('.'), value),
    {},
  );
}

function put(table: Settings, [name = '', ...below]: readonly string[], value: unknown): Settings {
  const inner = table[name];
  if (below.length === 0) return { ...table, [name]: value };
  return { ...table, [name]: put(isTable(inner) ? inner : {}, below, value) };
}

function isTable(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null;
}
