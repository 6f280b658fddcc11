import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../settings/index.ts';
import { clearCookie, isSecureOrigin, responseCookie, setCookie } from './response-cookie.ts';
import type { ResponseCookie } from './response-cookie.ts';
import { isSessionId } from './session-id.ts';

/** The cookie that carries the session id, as the settings have it now. */
function sessionCookie(settings: Settings): ResponseCookie {
  const { name, same_site: sameSite } = settings.security.cookie;
  if (isSecureOrigin(settings.app.public_url)) {
    return responseCookie(`__Host-${name}`, { sameSite, secure: true });
  }
  return responseCookie(name, { sameSite: sameSite === 'none' ? 'lax' : sameSite, secure: false });
}

/** The session id that the browser sent; `undefined` when there is none, or none of the right form. */
export function readSessionId(request: FastifyRequest, settings: Settings): string | undefined {
  const value = request.cookies[sessionCookie(settings).name];
  return value !== undefined && isSessionId(value) ? value : undefined;
}

/** Hands the session id to the browser, until the browser closes (NIST SP 800-63B-4, 5.1.1); the server knows when it ends. */
export function sendSessionId(reply: FastifyReply, settings: Settings, id: string): void {
  setCookie(reply, sessionCookie(settings), id);
}

/** Takes the session id from the browser. */
export function removeSessionId(reply: FastifyReply, settings: Settings): void {
  clearCookie(reply, sessionCookie(settings));
}
