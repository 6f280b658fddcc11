import { createHash } from 'node:crypto';

const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;

/** Whether a cookie value has the form of a session id (256 bits in base64url). Anything else is never looked up. */
export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text);
}

/** What a store keeps of a session id: reading the store does not let anyone take over a session. */
export function hashSessionId(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
