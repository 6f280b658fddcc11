import { fastifyCookie } from '@fastify/cookie';
import type { FastifyReply } from 'fastify';

/** `None` without `Secure` is refused by browsers, so it does not compile either. */
type CrossSite =
  | { readonly sameSite: 'strict' | 'lax'; readonly secure: boolean }
  | { readonly sameSite: 'none'; readonly secure: true };

/** What a name prefix demands of the attributes (RFC 6265bis, section 4.1.3). */
type PrefixRule<Name extends string> =
  Lowercase<Name> extends `__host-${string}` | `__secure-${string}`
    ? { readonly secure: true }
    : { readonly secure: boolean };

/** Attributes of a cookie; `HttpOnly`, `Path=/` and no `Domain` are not a matter of choice. */
export type CookieAttributes<Name extends string> = CrossSite & PrefixRule<Name>;

/** A cookie that the server sets, with the attributes that it always has. */
export interface ResponseCookie {
  readonly name: string;
  readonly attributes: CrossSite;
}

/** What every cookie of this server is sent with. */
type CookieOptions = CrossSite & { readonly httpOnly: true; readonly path: '/' };

/** Names a cookie. Attributes that a browser would refuse do not compile. */
export function responseCookie<const Name extends string>(
  name: Name,
  attributes: CookieAttributes<Name>,
): ResponseCookie {
  return { name, attributes };
}

/**
 * A cookie as the server's address allows: over https `Secure` and with the `__Host-` prefix; else, in development, with
 * its plain name, and `Lax` in place of the `None` that would need `Secure`.
 *
 * @param publicUrl `app.public_url`
 */
export function hostCookie(
  publicUrl: string,
  name: string,
  sameSite: CrossSite['sameSite'],
): ResponseCookie {
  if (/^https:/iu.test(publicUrl)) {
    return responseCookie(`__Host-${name}`, { sameSite, secure: true });
  }
  return responseCookie(name, { sameSite: sameSite === 'none' ? 'lax' : sameSite, secure: false });
}

/**
 * Sends the cookie.
 *
 * @param maxAge seconds; left out, the cookie goes when the browser closes
 */
export function setCookie(
  reply: FastifyReply,
  cookie: ResponseCookie,
  value: string,
  maxAge?: number,
): void {
  const options = optionsOf(cookie);
  reply.setCookie(cookie.name, value, maxAge === undefined ? options : { ...options, maxAge });
}

/** How long `Set-Cookie` is with a value of so many characters that need no escapes; without `Max-Age`. */
export function headerLength(cookie: ResponseCookie, valueLength: number): number {
  return fastifyCookie.serialize(cookie.name, '', optionsOf(cookie)).length + valueLength;
}

function optionsOf({ attributes }: ResponseCookie): CookieOptions {
  return { ...attributes, httpOnly: true, path: '/' };
}

/** Removes the cookie. The attributes are repeated: browsers refuse a `__Host-` cookie without them, even an empty one. */
export function clearCookie(reply: FastifyReply, cookie: ResponseCookie): void {
  setCookie(reply, cookie, '', 0);
}
