import { hash } from 'node:crypto';

/** SHA-256 in base64url. In one call: a hash object costs several times as much, and every request needs three. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** The same over several texts, each with its length before it: no other texts are the same together. */
export function sha256OfAll(...texts: readonly string[]): string {
  return sha256(texts.map((text) => `${text.length}:${text}`).join(''));
}
