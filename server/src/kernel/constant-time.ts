import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares two texts without telling by its duration where they differ. Both are hashed first, so that texts of
 * different lengths compare too.
 */
export function constantTimeEqual(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
