import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import type { ClientMetadata } from 'oidc-provider';
import { html } from '../pages/html.ts';
import { DEV_IDP_HOST } from './clients.ts';
import { handleInteraction } from './interaction-routes.ts';
import { page, sendPage } from './page.ts';
import { providerConfiguration } from './provider-configuration.ts';
import { signingKeys } from './signing-keys.ts';
import { skipSignOut } from './sign-out.ts';

/** What the embedded provider is made of. */
export interface DevIdpOptions {
  /** TCP port on 127.0.0.1; 0 lets the system choose. */
  readonly port: number;
  /** User names. */
  readonly users: readonly string[];
  /** Asked at the first request, when the addresses of the clients are known. */
  readonly clients: () => readonly ClientMetadata[];
  /** Told about failures of the provider itself. */
  readonly onError: (error: unknown) => void;
}

/** A running embedded provider. */
export interface RunningDevIdp {
  /** Its issuer identifier, `http://127.0.0.1:PORT`. */
  readonly issuer: string;
  close(): Promise<void>;
}

/**
 * Starts an OpenID Connect provider for development and tests, on loopback alone.
 *
 * @throws Error, with what the system says as its cause, when the port cannot be had
 */
export async function startDevIdp(options: DevIdpOptions): Promise<RunningDevIdp> {
  const keys = await signingKeys();
  const server = createServer();
  const issuer = await listen(server, options.port);
  let provider: Provider | undefined;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    provider ??= createProvider(issuer, options, keys);
    answer(provider, options.users, request, response).catch((error: unknown) => {
      options.onError(error);
      if (response.headersSent) response.destroy();
      else
        sendPage(
          response,
          500,
          page('The provider failed', html`<p>The log of the server says why.</p>`),
        );
    });
  });
  return { issuer, close: () => close(server) };
}

function createProvider(
  issuer: string,
  { users, clients, onError }: DevIdpOptions,
  keys: Awaited<ReturnType<typeof signingKeys>>,
): Provider {
  const provider = new Provider(issuer, providerConfiguration({ users, clients: clients(), keys }));
  provider.use(skipSignOut);
  provider.on('server_error', (_context, error) => onError(error));
  return provider;
}

async function answer(
  provider: Provider,
  users: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.headers.host !== new URL(provider.issuer).host) {
    sendPage(
      response,
      421,
      page('Unknown host', html`<p>This provider is at ${provider.issuer}.</p>`),
    );
    return;
  }
  if (await handleInteraction(provider, users, request, response)) return;
  await provider.callback()(request, response);
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new Error('The embedded provider cannot start', { cause }));
    });
    server.listen(port, DEV_IDP_HOST, () => {
      const address = server.address();
      const chosen = typeof address === 'object' ? address?.port : undefined;
      resolve(`http://${DEV_IDP_HOST}:${chosen ?? port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
