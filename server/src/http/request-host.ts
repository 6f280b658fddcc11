import type { IncomingMessage } from 'node:http';

const ABSOLUTE_FORM = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/iu;

/** Whether a request names its host exactly once (RFC 9112, section 3.2): Node takes the first of several. */
export function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  let lines = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') lines += 1;
  }
  return lines === 1;
}

/**
 * The host in a request target of the absolute form (`GET http://host/path`), which goes before `Host` (RFC 9112,
 * section 3.2.2); `undefined` in every other form.
 */
export function hostOfTarget(target: string): string | undefined {
  return ABSOLUTE_FORM.exec(target)?.[1];
}
