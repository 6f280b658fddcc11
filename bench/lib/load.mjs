/** A client that costs little: keep-alive connections on which one request follows the answer to the one before. */
import { once } from 'node:events';
import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /^content-length: *(\d+)/im;

/**
 * Opens connections to a server; they stay open until `close`.
 *
 * @param target.url where requests go
 * @param target.headers sent with each
 * @param target.expected what every body must hold
 */
export async function openConnections(target, count) {
  const connections = await Promise.all(Array.from({ length: count }, () => open(target)));
  return {
    /** Sends so many requests over all connections together. */
    send: (requests) =>
      Promise.all(connections.map(({ send }) => send(Math.ceil(requests / connections.length)))),
    close: () => connections.forEach(({ socket }) => socket.destroy()),
  };
}

async function open({ url, headers, expected }) {
  const { hostname, port, host, pathname } = new URL(url);
  const fields = Object.entries({ host, accept: 'application/json', ...headers });
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const request = `GET ${pathname} HTTP/1.1\r\n${head}\r\n`;
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  return { socket, send: (count) => exchange(socket, request, count, expected) };
}

/** Sends a request as often as asked, each after the answer to the one before. */
function exchange(socket, request, count, expected) {
  return new Promise((resolve, reject) => {
    let left = count;
    let received = Buffer.alloc(0);
    const settle = (error) => {
      socket.off('data', read).off('error', settle).off('close', lost);
      if (error) reject(error);
      else resolve();
    };
    const lost = () => settle(new Error('The server closed a connection'));
    const read = (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const size = sizeOfAnswer(received);
      if (received.length < size) return;
      const answer = received.toString('latin1', 0, size);
      received = received.subarray(size);
      if (!answer.startsWith('HTTP/1.1 200') || !answer.includes(expected)) {
        settle(new Error(`The server answered\n${answer}`));
      } else if (--left === 0) settle();
      else socket.write(request);
    };
    if (socket.destroyed) return lost();
    socket.on('data', read).once('error', settle).once('close', lost);
    socket.write(request);
  });
}

/** Bytes of the answer at the start of a buffer; infinite while its head has not come. */
function sizeOfAnswer(received) {
  const end = received.indexOf(HEAD_END);
  if (end === -1) return Infinity;
  const [, length] = LENGTH.exec(received.toString('latin1', 0, end)) ?? [];
  if (length === undefined) throw new Error('An answer has no Content-Length');
  return end + HEAD_END.length + Number(length);
}
