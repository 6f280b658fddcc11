import { once } from 'node:events';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { head, open, route, startProxied, startUpstream } from './support.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** A body that reads as a request of its own wherever its framing is lost. */
const BODY = 'GET /orders/hidden HTTP/1.1\r\nHost: x\r\n\r\n';
const SIZE = BODY.length.toString(16);

/** How a client says where the body ends, what it sends, and what of that is body. */
const FRAMINGS: readonly (readonly [lines: readonly string[], sent: string, length: number])[] = [
  [[], '', 0],
  [['Content-Length: 0'], '', 0],
  [[`Content-Length: ${BODY.length}`], BODY, BODY.length],
  [['Transfer-Encoding: chunked'], '0\r\n\r\n', 0],
  [['Transfer-Encoding: chunked'], `${SIZE}\r\n${BODY}\r\n0\r\n\r\n`, BODY.length],
  [
    ['transfer-encoding: Chunked', 'Trailer: x'],
    `${SIZE};a=b\r\n${BODY}\r\n0\r\nx: GET / HTTP/1.1\r\n\r\n`,
    BODY.length,
  ],
];

const OTHER_FIELDS = [
  'Connection: content-length',
  'Connection: transfer-encoding',
  'Expect: 100-continue',
  'TE: trailers',
  'Upgrade: h2c',
  'Content-Encoding: gzip',
];

it('keeps a body one body, whatever the method and however it is framed', async () => {
  const upstream = await startUpstream((request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => (length += chunk.length));
    request.once('end', () => response.setHeader('x-length', length).end());
  });
  const server = await startProxied(route(upstream.url, { methods: METHODS }));
  const own = Object.entries(server.own).map(([name, value]) => `${name}: ${value}`);
  const cases = fc.tuple(
    fc.constantFrom(...METHODS),
    fc.constantFrom(...FRAMINGS),
    fc.subarray(OTHER_FIELDS, { maxLength: 2 }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([method, [lines, sent, length], others]) => {
      const before = upstream.asked.length;
      const all = [...own, ...lines, ...others, 'Connection: close'];
      const wire = open(server.port, head(`${method} /api/orders/own HTTP/1.1`, ...all) + sent);
      await once(wire.socket, 'close');
      // On the same connection to the upstream, where bytes that are left over would be answered first.
      const next = await server.ask('/api/orders/next');
      expect([next.status, next.headers['x-length']]).toEqual([200, '0']);
      const asked = upstream.asked.slice(before).map(({ target }) => target);
      const isRefused = wire.received().includes('HTTP/1.1 400 ');
      expect(asked).toEqual([...(isRefused ? [] : ['/orders/own']), '/orders/next']);
      expect(isRefused || wire.received().includes(`\r\nx-length: ${length}\r\n`)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
