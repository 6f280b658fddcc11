import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { pathOf } from '../kernel/path-of.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import type { Settings } from '../settings/settings.ts';
import { allowedHosts } from './allowed-hosts.ts';
import type { AllowsHost } from './allowed-hosts.ts';
import { hasOneHost, hostOfTarget } from './request-host.ts';
import { securityHeaders } from './security-headers.ts';

const REDIRECTED_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const LIVENESS_PATH = '/health/live';
/** Asked from inside, where TLS has ended; orchestrators take a redirect for a healthy answer. */
const HEALTH_PATHS = /^\/health\//u;

/**
 * What every request passes before its route: security headers, the shutdown state, the host, the transport. The
 * headers come first, so that refusals carry them too.
 */
export function installRequestGate(
  fastify: FastifyInstance,
  settings: Settings,
  lifecycle: Lifecycle,
): void {
  const headers = securityHeaders(settings);
  const isAllowedHost = allowedHosts(settings.app.allowed_hosts, settings.app.public_url);
  const { require_https: requiresHttps } = settings.security;
  const { origin } = new URL(settings.app.public_url);

  fastify.addHook('onRequest', (request, reply, done) => {
    const isSecure = request.protocol === 'https';
    reply.headers(isSecure ? headers.secure : headers.plain);
    if (lifecycle.closing && pathOf(request.url) !== LIVENESS_PATH) {
      throw new ProblemError('shutting-down', { headers: { 'retry-after': '1' } });
    }
    refuseForeignHost(request, isAllowedHost);
    const needsHttps = requiresHttps && !HEALTH_PATHS.test(pathOf(request.url));
    if (needsHttps && !isSecure) refusePlainHttp(request, reply, origin);
    else done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (lifecycle.closing) reply.header('connection', 'close');
    done();
  });
}

function refuseForeignHost(request: FastifyRequest, isAllowedHost: AllowsHost): void {
  if (!hasOneHost(request.raw)) {
    throw new ProblemError('bad-request', { detail: 'A request names its host exactly once.' });
  }
  const target = hostOfTarget(request.url);
  if (isAllowedHost(request.host) && (target === undefined || isAllowedHost(target))) return;
  throw new ProblemError('unknown-host');
}

/** The target is made from the configured origin; nothing that the request says about hosts gets into it. */
function refusePlainHttp(request: FastifyRequest, reply: FastifyReply, origin: string): void {
  if (!REDIRECTED_METHODS.has(request.method)) {
    throw new ProblemError('https-required', { detail: `Send the request to ${origin}` });
  }
  const path = request.url.startsWith('/') ? request.url : '/';
  reply.redirect(origin + path, 301);
}
