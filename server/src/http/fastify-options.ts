import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { FastifyError, FastifyHttpOptions, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';
import type { Settings } from '../settings/settings.ts';
import { REQUEST_TIMEOUT } from './body-deadline.ts';
import { answerClientError } from './client-error.ts';
import { problemTypeOf } from './problem-mapping.ts';
import { securityHeaders } from './security-headers.ts';
import { sendProblem } from './send-problem.ts';
import { trustedPeers } from './trusted-proxies.ts';

/** Fastify as the settings want it. */
export function fastifyOptions(settings: Settings): FastifyHttpOptions<Server> {
  const { plain, secure } = securityHeaders(settings);
  return {
    bodyLimit: settings.app.body_limit,
    trustProxy: trustedPeers(settings.app.trusted_proxies),
    // Bodies have a deadline by route, see `installBodyDeadline`.
    requestTimeout: 0,
    // The request gate looks at `Host`, with problem details.
    http: { requireHostHeader: false, headersTimeout: REQUEST_TIMEOUT },
    // The target that is no path (RFC 9112, section 3.2.4): the router would answer it past all hooks.
    rewriteUrl: ({ url = '' }) => (url.startsWith('*') ? `/${url}` : url),
    genReqId: () => randomUUID(),
    logger: false,
    // The request gate answers during a shutdown, with problem details.
    return503OnClosing: false,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(request.protocol === 'https' ? secure : plain);
      sendProblem(request, reply, new ProblemError(problemTypeOf(error.statusCode ?? 400)));
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, plain),
  };
}
