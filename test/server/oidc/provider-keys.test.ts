import { once } from 'node:events';
import { createServer } from 'node:http';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../server/src/kernel/clock.ts';
import { ProviderKeys } from '../../../server/src/oidc/provider-keys.ts';

const pair = await generateKeyPair('ES256', { extractable: true });
const published = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }] };
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(published));
});

/** A token whose signature holds, whatever it is that was signed. */
function sign(payload: Uint8Array): Promise<string> {
  return new CompactSign(payload)
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .sign(pair.privateKey);
}

describe('what a provider signed', () => {
  let keys: ProviderKeys;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    keys = new ProviderKeys(new URL(`http://127.0.0.1:${port}/keys`), {
      algorithms: ['ES256'],
      clock: systemClock,
      timeout: 10_000,
    });
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is read', async () => {
    const token = await sign(Buffer.from('{"sub":"älice"}'));
    expect(await keys.verify(token)).toEqual({
      header: { alg: 'ES256', kid: 'k1' },
      claims: { sub: 'älice' },
    });
  });

  it.each([
    ['a number', Buffer.from('7')],
    ['a text', Buffer.from('"sub"')],
    ['null', Buffer.from('null')],
    ['a list', Buffer.from('["sub"]')],
    ['nothing', Buffer.alloc(0)],
    ['no JSON', Buffer.from('{"sub":')],
    // Read leniently, two subjects of different bytes would become one.
    ['bytes that are no text', Buffer.from([...Buffer.from('{"sub":"'), 0xff, 0x22, 0x7d])],
  ])('is no token when it is %s', async (_kind, payload) => {
    await expect(keys.verify(await sign(payload))).rejects.toMatchObject({
      code: 'ERR_JWT_INVALID',
    });
  });
});
