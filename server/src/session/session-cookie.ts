import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../settings/index.ts';
import { clearCookie, isSecureOrigin, responseCookie, setCookie } from './response-cookie.ts';
import type { ResponseCookie } from './response-cookie.ts';
import { formatSessionId, parseSessionId } from './session-id.ts';
import type { SessionId } from './session-id.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The id that the browser is handed with the response; `null` takes the cookie away. */
    sessionIdToSend: SessionId | null | undefined;
  }
}

/** The cookie that carries the session id, as the settings have it now. */
function sessionCookie(settings: Settings): ResponseCookie {
  const { name, same_site: sameSite } = settings.security.cookie;
  if (isSecureOrigin(settings.app.public_url)) {
    return responseCookie(`__Host-${name}`, { sameSite, secure: true });
  }
  return responseCookie(name, { sameSite: sameSite === 'none' ? 'lax' : sameSite, secure: false });
}

/**
 * Sends `request.sessionIdToSend` with whatever response the request gets. The cookie goes when the browser closes (NIST
 * SP 800-63B-4, 5.1.1); the server knows when the session ends.
 */
export function installSessionCookie(fastify: FastifyInstance, settings: Settings): void {
  fastify.decorateRequest('sessionIdToSend', undefined);
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (request.sessionIdToSend !== undefined) send(reply, settings, request.sessionIdToSend);
    done();
  });
}

/** The session id that the browser sent; `undefined` when there is none, or none of the right form. */
export function readSessionId(request: FastifyRequest, settings: Settings): SessionId | undefined {
  const value = request.cookies[sessionCookie(settings).name];
  return value === undefined ? undefined : parseSessionId(value);
}

function send(reply: FastifyReply, settings: Settings, id: SessionId | null): void {
  const cookie = sessionCookie(settings);
  if (id === null) clearCookie(reply, cookie);
  else setCookie(reply, cookie, formatSessionId(id));
}
