import { Secret } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { deriveKeys } from '../../../server/src/kernel/key-ring.ts';
import { seal } from '../../../server/src/kernel/sealed-box.ts';
import { sealTransaction, unsealTransaction } from '../../../server/src/oidc/login-transaction.ts';

const secret = (byte: string): Secret => new Secret(Buffer.alloc(32, byte).toString('base64url'));
const keys = deriveKeys([secret('a')], 'login transaction');
const transaction = {
  provider: 'main',
  state: 'state',
  nonce: 'nonce',
  codeVerifier: 'verifier-that-nobody-sees',
  returnTo: '/x',
  startedAt: 1000,
};

describe('login transaction', () => {
  it('comes back as it went', () => {
    expect(unsealTransaction(keys, sealTransaction(keys, transaction, 'c'), 'c')).toEqual(
      transaction,
    );
  });

  it('is encrypted', () => {
    const bytes = Buffer.from(sealTransaction(keys, transaction, 'c'), 'base64url').toString(
      'latin1',
    );
    expect(bytes).not.toContain('verifier');
  });

  it('opens with a retired key and not with a foreign one', () => {
    const sealed = sealTransaction(keys, transaction, 'c');
    expect(
      unsealTransaction(deriveKeys([secret('b'), secret('a')], 'login transaction'), sealed, 'c'),
    ).toEqual(transaction);
    expect(
      unsealTransaction(deriveKeys([secret('b')], 'login transaction'), sealed, 'c'),
    ).toBeUndefined();
    expect(unsealTransaction(deriveKeys([secret('a')], 'csrf token'), sealed, 'c')).toBeUndefined();
  });

  it('opens in the cookie that it was made for alone', () => {
    expect(unsealTransaction(keys, sealTransaction(keys, transaction, 'c'), 'd')).toBeUndefined();
  });

  it('does not open when any byte changes', () => {
    const sealed = Buffer.from(sealTransaction(keys, transaction, 'c'), 'base64url');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(unsealTransaction(keys, changed.toString('base64url'), 'c')).toBeUndefined();
    }
  });

  it.each(['', 'x', 'a'.repeat(38), '%%%', 'é'])('is not %o', (text) => {
    expect(unsealTransaction(keys, text, 'c')).toBeUndefined();
  });

  it('is not any other sealed object', () => {
    expect(unsealTransaction(keys, seal(keys, '{"provider":"main"}', 'c'), 'c')).toBeUndefined();
  });

  it('needs at least one key', () => {
    expect(() => deriveKeys([], 'login transaction')).toThrow('No secret key');
  });
});
