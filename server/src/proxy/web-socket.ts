import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CLOSING_GRACE } from './closing-grace.ts';
import type { OpenStream } from './open-streams.ts';
import type { UpstreamUpgrade } from './upstream-call.ts';
import type { UpgradeRequest } from './upgrade-requests.ts';

/** The fields of an accepted handshake (RFC 6455, section 4.2.2). */
const ACCEPTANCE = ['sec-websocket-accept', 'sec-websocket-protocol', 'sec-websocket-extensions'];

/** Whether a request is the opening handshake of a WebSocket (RFC 6455, section 4.1). */
export function isWebSocketHandshake({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' && isWebSocket(headers) && typeof headers['sec-websocket-key'] === 'string'
  );
}

/** Whether headers name the WebSocket protocol, and no other. */
export function isWebSocket({ upgrade }: IncomingHttpHeaders): boolean {
  return upgrade?.toLowerCase() === 'websocket';
}

/**
 * Answers the handshake as the upstream did and hands bytes on in both directions from then on, as they come. When one
 * side is gone the other is closed; when the session ends both are cut off.
 */
export function joinSockets(
  client: UpgradeRequest,
  { headers }: IncomingMessage,
  upgrade: UpstreamUpgrade,
  stream: OpenStream,
): void {
  const [near, far] = [client.socket, upgrade.socket];
  stream.endless = true;
  stream.signal.addEventListener('abort', () => {
    near.destroy();
    far.destroy();
  });
  for (const [socket, other] of [
    [near, far],
    [far, near],
  ] as const) {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      stream.done();
      closeSoon(other);
    });
  }
  near.write(handshakeAnswer(headers));
  near.write(upgrade.head);
  far.write(client.head);
  near.pipe(far);
  far.pipe(near);
}

/** What was written is still delivered. */
function closeSoon(socket: Duplex): void {
  const cutOff = setTimeout(() => socket.destroy(), CLOSING_GRACE);
  socket.once('close', () => clearTimeout(cutOff));
  socket.end(() => socket.destroy());
}

function handshakeAnswer(headers: IncomingHttpHeaders): string {
  const accepted = ACCEPTANCE.flatMap((name) =>
    headers[name] === undefined ? [] : `${name}: ${String(headers[name])}`,
  );
  const lines = ['HTTP/1.1 101 Switching Protocols', 'connection: Upgrade', 'upgrade: websocket'];
  return [...lines, ...accepted, '', ''].join('\r\n');
}
