import { createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../server/src/kernel/clock.ts';
import { ProviderKeys } from '../../../server/src/oidc/provider-keys.ts';

const pair = await generateKeyPair('ES256', { extractable: true });
/** Too short (RFC 7518, section 3.3). */
const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
const published = {
  keys: [
    { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' },
    { ...(await exportJWK(pair.publicKey)), kid: 'none', alg: 'ES256', x: 'AAAA' },
    { ...short.publicKey.export({ format: 'jwk' }), kid: 'short', alg: 'RS256' },
  ],
};
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
      algorithms: ['ES256', 'RS256'],
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
    ['ES256', 'none'],
    ['RS256', 'short'],
  ])('is refused where the key is no key for %s', async (alg, kid) => {
    const [header, payload] = [{ alg, kid }, { sub: 'alice' }].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const text = `${header}.${payload}`;
    const signature = createSign('sha256').update(text).sign(short.privateKey, 'base64url');
    await expect(keys.verify(`${text}.${signature}`)).rejects.toMatchObject({
      type: 'provider-response-invalid',
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
