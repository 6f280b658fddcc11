import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { ask } from '../http/support.ts';
import type { Answer, Question } from '../http/support.ts';
import { Browser } from '../bff/support/browser.ts';
import { startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import type { MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';

type Settings = Readonly<Record<string, unknown>>;

/** `Authorization` with the first access token that the provider of the tests issues. */
export const AUTHORIZATION = 'Bearer access-token-1-that-nobody-may-see';

/** What an upstream was asked. */
interface Asked {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
}

/** An API behind the server. */
export interface Upstream {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly server: Server;
}

/** Starts an API that answers `{}`, or what a listener says. */
export async function startUpstream(listener?: RequestListener): Promise<Upstream> {
  const asked: Asked[] = [];
  const note = ({ method = '', url = '', headers }: IncomingMessage): void => {
    asked.push({ method, target: url, headers });
  };
  const server = createServer((request, response) => {
    note(request);
    if (listener !== undefined) listener(request, response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: urlOf(server), asked, server };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP port was given');
  return `http://127.0.0.1:${address.port}`;
}

/** A server with a proxy, and somebody who is signed in. */
export interface Proxied extends TestServer {
  readonly provider: MisbehavingProvider;
  readonly browser: Browser;
  readonly port: number;
  /** `Cookie` of the session. */
  readonly cookie: string;
  /** Headers of a request that changes something: session, origin and CSRF token. */
  readonly own: Readonly<Record<string, string>>;
  /** Sends a request with the session, exactly as written. */
  readonly ask: (path: string, question?: Question) => Promise<Answer>;
}

/** Settings of a route named `main`. */
export function route(upstream: string, settings: Settings = {}): Settings {
  const all: Settings = { path: '/orders', upstream, ...settings };
  return Object.fromEntries(
    Object.entries(all).map(([key, value]) => [`proxy.routes.main.${key}`, value]),
  );
}

/** Starts a server with routes and signs somebody in. */
export async function startProxied(settings: Settings): Promise<Proxied> {
  // Requests are written by hand here, and come from no browser.
  const unbound = { 'security.session.binding_user_agent': 'off' };
  const server = await startWithMisbehaving({ ...unbound, ...settings });
  const browser = new Browser();
  const start = await browser.request(`${server.origin}/auth/web/login`);
  await browser.request(server.provider.authorize(start.location ?? ''));
  const { csrf_token: token } = await browser.me(server.origin);
  const cookie = await browser.jar.getCookieString(server.origin);
  const { host, port } = new URL(server.origin);
  const own = { host, cookie, origin: server.origin, 'x-csrf-token': token ?? '' };
  return {
    ...server,
    browser,
    port: Number(port),
    cookie,
    own,
    ask: (path, question = {}) =>
      ask(server.origin, path, { ...question, headers: { host, cookie, ...question.headers } }),
  };
}

/** A connection of a client's own, and what came back on it so far. */
export interface Wire {
  readonly socket: Socket;
  readonly received: () => string;
  /** Resolves when what came back has a text in it. */
  readonly until: (text: string) => Promise<void>;
}

/** Opens a connection and sends bytes as they are. */
export function open(port: number, bytes: string): Wire {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  socket.on('error', () => socket.destroy());
  socket.write(bytes, 'latin1');
  onTestFinished(() => void socket.destroy());
  const until = async (wanted: string): Promise<void> => {
    while (!text.includes(wanted)) await once(socket, 'data');
  };
  return { socket, received: () => text, until };
}

/** Lines of a request head, as bytes. */
export function head(...lines: readonly string[]): string {
  return [...lines, '', ''].join('\r\n');
}
