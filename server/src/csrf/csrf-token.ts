import { createHmac } from 'node:crypto';
import { constantTimeEqual } from '../kernel/constant-time.ts';
import type { KeyRing } from '../kernel/key-ring.ts';
import { randomSalt } from '../kernel/random.ts';

const TOKEN = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** What a CSRF token is bound to: a token of one session is worth nothing in another. */
export interface CsrfBinding {
  readonly handle: string;
  readonly csrfEpoch: number;
  /** Until when tokens of the epoch before are good as well, in milliseconds since the epoch. */
  readonly graceUntil?: number | undefined;
}

/** What can be wrong with a token that was sent. */
export type CsrfTokenFault = 'csrf-token-invalid' | 'csrf-token-expired';

/**
 * Makes a CSRF token: time, salt and an HMAC-SHA-256 of both and the session (OWASP CSRF Prevention Cheat Sheet,
 * "HMAC CSRF Token"). The salt makes every token differ, so that compression does not give it away (BREACH).
 *
 * @param now milliseconds since the epoch
 */
export function createCsrfToken(keys: KeyRing, binding: CsrfBinding, now: number): string {
  const time = Math.floor(now).toString(36);
  const salt = randomSalt();
  return `${time}.${salt}.${mac(keys[0], binding, { time, salt })}`;
}

/**
 * Checks a token that a client sent.
 *
 * @param maxAge milliseconds
 * @returns what is wrong with it, or `undefined`
 */
export function findCsrfTokenFault(
  keys: KeyRing,
  token: string,
  binding: CsrfBinding,
  { now, maxAge }: { readonly now: number; readonly maxAge: number },
): CsrfTokenFault | undefined {
  const [, time, salt, sent] = TOKEN.exec(token) ?? [];
  if (time === undefined || salt === undefined || sent === undefined) return 'csrf-token-invalid';
  const bindings = acceptedBindings(binding, now);
  const isGenuine = keys.some((key) =>
    bindings.some((each) => constantTimeEqual(sent, mac(key, each, { time, salt }))),
  );
  if (!isGenuine) return 'csrf-token-invalid';
  return now - Number.parseInt(time, 36) >= maxAge ? 'csrf-token-expired' : undefined;
}

/** While the session id before still answers, so do the tokens that were made with it. */
function acceptedBindings(binding: CsrfBinding, now: number): readonly CsrfBinding[] {
  const { csrfEpoch, graceUntil = 0 } = binding;
  return csrfEpoch > 0 && now < graceUntil
    ? [binding, { ...binding, csrfEpoch: csrfEpoch - 1 }]
    : [binding];
}

/** Every part is written with its length, so that no two different inputs give the same message. */
function mac(
  key: Buffer,
  binding: CsrfBinding,
  { time, salt }: { readonly time: string; readonly salt: string },
): string {
  const parts = [binding.handle, String(binding.csrfEpoch), time, salt];
  const message = parts.map((part) => `${part.length}:${part}`).join('');
  return createHmac('sha256', key).update(message).digest('base64url');
}
