import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '@lockstep/config';
import { deriveKeys } from '../../../server/src/kernel/key-ring.ts';
import {
  formatSessionId,
  hashSecret,
  newSessionId,
  parseSessionId,
  refOf,
  routingTag,
  successorsOf,
} from '../../../server/src/session/session-id.ts';
import type { SessionId } from '../../../server/src/session/session-id.ts';

const ALICE = { iss: 'https://login.example.test', sub: 'alice' };
const keysOf = (...letters: readonly string[]) =>
  deriveKeys(
    letters.map((letter) => new Secret(Buffer.from(letter.repeat(32)).toString('base64url'))),
    'session rotation',
  );

const next = (id: SessionId): SessionId => successorsOf(keysOf('a'), id)[0] ?? id;

describe('session ids', () => {
  it('hold 256 random bits, and are read as they were written', () => {
    const id = newSessionId(ALICE);
    expect(Buffer.from(id.secret, 'base64url')).toHaveLength(32);
    expect(formatSessionId(id)).toHaveLength(69);
    expect(parseSessionId(formatSessionId(id))).toEqual(id);
  });

  it('are never the same', () => {
    const ids = Array.from({ length: 1000 }, () => newSessionId(ALICE));
    expect(new Set(ids.map(({ family }) => family)).size).toBe(1000);
    expect(new Set(ids.map(({ secret }) => secret)).size).toBe(1000);
  });

  it.each([
    '',
    'a',
    'a'.repeat(68),
    'a'.repeat(70),
    `${'a'.repeat(68)}=`,
    `${'a'.repeat(69)}\n`,
    'é'.repeat(69),
  ])('have one form: not %o', (text) => {
    expect(parseSessionId(text)).toBeUndefined();
  });

  it('are kept as hashes only', () => {
    const id = newSessionId(ALICE);
    const kept = JSON.stringify([refOf(id), hashSecret(id)]);
    expect(kept).not.toContain(id.secret);
    expect(kept).not.toContain(id.family);
  });

  it('lead to the same place for one user, whatever the issuer and subject look like', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (iss, sub) => {
        expect(newSessionId({ iss, sub }).tag).toBe(routingTag({ iss, sub }));
        expect(routingTag({ iss, sub })).toMatch(/^[\w-]{4}$/);
      }),
    );
    expect(routingTag({ iss: 'ab', sub: 'c' })).not.toBe(routingTag({ iss: 'a', sub: 'bc' }));
  });
});

describe('successors', () => {
  it('are the same wherever they are made, one for each key', () => {
    const id = newSessionId(ALICE);
    expect(successorsOf(keysOf('a'), id)).toEqual(successorsOf(keysOf('a'), id));
    expect(successorsOf(keysOf('b', 'a'), id)[1]).toEqual(successorsOf(keysOf('a'), id)[0]);
  });

  it('keep the family and change the secret, each time to another one', () => {
    const first = next(newSessionId(ALICE));
    const second = next(first);
    expect(second).toMatchObject({ tag: first.tag, family: first.family });
    expect(second.secret).not.toBe(first.secret);
    expect(parseSessionId(formatSessionId(second))).toEqual(second);
  });

  it('cannot be told without the key', () => {
    const id = newSessionId(ALICE);
    expect(successorsOf(keysOf('a'), id)[0]).not.toEqual(successorsOf(keysOf('b'), id)[0]);
  });
});
