import * as fc from 'fast-check';
import { Secret } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { createCsrfToken, findCsrfTokenFault } from '../../../server/src/csrf/csrf-token.ts';
import { deriveKeys } from '../../../server/src/kernel/key-ring.ts';

const secret = (byte: string): Secret => new Secret(Buffer.alloc(32, byte).toString('base64url'));
const keys = deriveKeys([secret('a')], 'csrf token');
const binding = { handle: 'h', csrfEpoch: 0 };
const HOUR = 3_600_000;
const at = (now: number): { now: number; maxAge: number } => ({ now, maxAge: HOUR });

describe('CSRF token', () => {
  it('is good for its session until its age', () => {
    const token = createCsrfToken(keys, binding, 1000);
    expect(findCsrfTokenFault(keys, token, binding, at(1000))).toBeUndefined();
    expect(findCsrfTokenFault(keys, token, binding, at(1000 + HOUR - 1))).toBeUndefined();
    expect(findCsrfTokenFault(keys, token, binding, at(1000 + HOUR))).toBe('csrf-token-expired');
  });

  it('differs each time', () => {
    expect(createCsrfToken(keys, binding, 1000)).not.toBe(createCsrfToken(keys, binding, 1000));
  });

  it.each([
    ['another session', { handle: 'i', csrfEpoch: 0 }],
    ['another epoch', { handle: 'h', csrfEpoch: 1 }],
    ['a session whose parts join to the same text', { handle: 'h0', csrfEpoch: 0 }],
  ])('is worth nothing in %s', (_name, other) => {
    const token = createCsrfToken(keys, binding, 1000);
    expect(findCsrfTokenFault(keys, token, other, at(1000))).toBe('csrf-token-invalid');
  });

  it('survives a new key in front, and not the removal of its own', () => {
    const token = createCsrfToken(keys, binding, 1000);
    const rotated = deriveKeys([secret('b'), secret('a')], 'csrf token');
    const replaced = deriveKeys([secret('b')], 'csrf token');
    expect(findCsrfTokenFault(rotated, token, binding, at(1000))).toBeUndefined();
    expect(findCsrfTokenFault(replaced, token, binding, at(1000))).toBe('csrf-token-invalid');
  });

  it('cannot be made with the key of another purpose', () => {
    const token = createCsrfToken(deriveKeys([secret('a')], 'login transaction'), binding, 1000);
    expect(findCsrfTokenFault(keys, token, binding, at(1000))).toBe('csrf-token-invalid');
  });

  it('is refused when any character changes, the time included', () => {
    const token = createCsrfToken(keys, binding, 1000);
    for (let index = 0; index < token.length - 1; index += 1) {
      const other = token[index] === '1' ? '2' : '1';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(findCsrfTokenFault(keys, changed, binding, at(1000))).toBe('csrf-token-invalid');
    }
  });

  it('is refused, never a crash, for any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(findCsrfTokenFault(keys, text, binding, at(1000))).toBe('csrf-token-invalid');
      }),
    );
  });
});
