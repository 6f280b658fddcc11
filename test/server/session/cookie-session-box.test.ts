import { Secret } from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveKeys } from '../../../server/src/kernel/key-ring.ts';
import { sealBytes, sealedLength } from '../../../server/src/kernel/sealed-box.ts';
import { CookieRoom } from '../../../server/src/session/cookie/cookie-room.ts';
import { SessionBox, sizeOf } from '../../../server/src/session/cookie/session-box.ts';
import type { BoxedSession } from '../../../server/src/session/cookie/session-box.ts';
import { packToken, unpackToken } from '../../../server/src/session/cookie/token-packing.ts';
import { responseCookie } from '../../../server/src/session/response-cookie.ts';
import { record } from './sample-sessions.ts';

const secret = new Secret(Buffer.alloc(32, 1).toString('base64url'));
const keys = deriveKeys([secret], 'session cookie');
const box = new SessionBox(keys, 'session');
const boxed = { record: record('a') };

const base64url = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url'));
const token = fc
  .array(fc.oneof(base64url, fc.string(), fc.constant('')), { minLength: 1, maxLength: 6 })
  .map((segments) => segments.join('.'));

describe('a packed token', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.oneof(token, fc.string({ maxLength: 2000 })), (text) => {
        expect(unpackToken(packToken(text))).toBe(text);
      }),
    );
  });

  it('is a quarter smaller where it is a JWT', () => {
    const jwt = [100, 900, 512]
      .map((length) => Buffer.alloc(length, 0xa5).toString('base64url'))
      .join('.');
    expect(packToken(jwt).length).toBeLessThan(jwt.length * 0.76);
    expect(packToken('a.'.repeat(400)).length).toBeLessThan(820);
  });
});

describe('a boxed session', () => {
  it('comes back with every field, and without those that it had not', () => {
    expect(box.open(box.seal(boxed))).toEqual(boxed);
    const bare = {
      record: record('b', 0, { tokens: { accessToken: 'a' }, providerSession: undefined }),
    };
    expect(box.open(box.seal(bare))).toEqual(bare);
    const due = { ...boxed, mustRotate: true };
    expect(box.open(box.seal(due))).toEqual(due);
  });

  it('is as long as it was foreseen', () => {
    const sealed = box.seal(boxed);
    expect(sealed.length).toBe(sealedLength(sizeOf(boxed)));
  });

  it('is worth nothing under another key, name or purpose', () => {
    const sealed = box.seal(boxed);
    const others = [
      new SessionBox(keys, '__Host-session'),
      new SessionBox(deriveKeys([secret], 'login transaction'), 'session'),
      new SessionBox(deriveKeys([new Secret('A'.repeat(43))], 'session cookie'), 'session'),
    ];
    for (const other of others) expect(other.open(sealed)).toBeUndefined();
  });

  it('is none when what was sealed is none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const sealed = sealBytes(keys, Buffer.from(bytes), 'session in session');
        expect(box.open(sealed)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(box.open(text)).toBeUndefined();
      }),
    );
  });
});

const room = new CookieRoom(responseCookie('session', { sameSite: 'lax', secure: false }));
const withTokens = (accessToken: number, idToken: number): BoxedSession => ({
  record: record('a', 0, {
    tokens: { accessToken: '~'.repeat(accessToken), idToken: '~'.repeat(idToken) },
  }),
});

describe('the room in a cookie', () => {
  it('is for everything, else for everything but the ID token', () => {
    const small = withTokens(500, 500);
    expect(room.fit(small)).toBe(small);
    expect(room.fit(withTokens(500, 3000)).record.tokens).toEqual({ accessToken: '~'.repeat(500) });
  });

  it('is refused with names and sizes', () => {
    expect(() => room.fit(withTokens(9000, 9000))).toThrow(
      expect.objectContaining({
        type: 'session-too-large',
        message: expect.stringMatching(
          /: access token 1200\d, claims of the user \d+, browser and/u,
        ),
      }),
    );
  });
});
