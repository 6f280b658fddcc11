import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../settings/index.ts';
import { clearCookie, hostCookie, setCookie } from './response-cookie.ts';
import type { ResponseCookie } from './response-cookie.ts';
import type { PresentedSession, SessionCarrier } from './session-carrier.ts';
import type { SessionId } from './session-id.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The id of the session that the browser is handed with the response; `null` takes the cookie away. */
    sessionIdToSend: SessionId | null | undefined;
  }
}

/** The cookie that carries the session, as the settings have it now. */
export function sessionCookie(settings: Settings): ResponseCookie {
  const { name, same_site: sameSite } = settings.security.cookie;
  return hostCookie(settings.app.public_url, name, sameSite);
}

/**
 * Sends the session's cookie, or takes it away, with whatever response the request gets. The cookie goes when the browser
 * closes (NIST SP 800-63B-4, 5.1.1); the server knows when the session ends.
 */
export function installSessionCookie(
  fastify: FastifyInstance,
  settings: Settings,
  carrier: SessionCarrier,
): void {
  const cookie = sessionCookie(settings);
  fastify.decorateRequest('sessionIdToSend', undefined);
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (request.sessionIdToSend === null) {
      clearCookie(reply, cookie);
    } else {
      const value = carrier.valueFor(request, request.sessionIdToSend);
      if (value !== undefined) setCookie(reply, cookie, value);
    }
    done();
  });
}

/**
 * The session that the browser claims to have; `undefined` when it sent none, or nothing that could be one. Several cookies
 * of the name are none: a browser has one, and which of them a page of a sibling host has added cannot be told
 * (RFC 6265bis 8.6).
 */
export function readSession(
  request: FastifyRequest,
  settings: Settings,
  carrier: SessionCarrier,
): PresentedSession | undefined {
  const { name } = sessionCookie(settings);
  const value = request.cookies[name];
  if (value === undefined || isRepeated(name, request.headers.cookie)) return undefined;
  return carrier.read(request, value);
}

/** Whether a `Cookie` field has a name more than once. */
function isRepeated(name: string, field = ''): boolean {
  return field.split(';').filter((pair) => pair.split('=', 1)[0]?.trim() === name).length > 1;
}
