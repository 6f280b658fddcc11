import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { logFailure } from '../http/log-failure.ts';
import { toProblem } from '../http/problem-mapping.ts';
import { sendProblem } from '../http/send-problem.ts';
import { API_PREFIX } from './proxy-routes.ts';
import type { ProxyService } from './proxy.service.ts';

/** Puts the proxy below {@link API_PREFIX}. Bodies are not read here: they go on as they come. */
export async function registerProxy(
  fastify: FastifyInstance,
  proxy: ProxyService,
  logger: Logger,
): Promise<void> {
  if (!proxy.isUsed) return;
  for (const route of proxy.plaintextRoutes) {
    const message = 'Access tokens go to this upstream without TLS: the network can read them';
    logger.warn({ event: 'proxy_plaintext', route }, message);
  }
  proxy.upgrades.install(fastify);
  fastify.addHook('preClose', (done) => {
    proxy.beforeClose();
    done();
  });
  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.setErrorHandler((error, request, reply) => {
      const problem = toProblem(error);
      logFailure(logger, request, problem);
      if (!request.raw.complete) reply.header('connection', 'close');
      return sendProblem(request, reply, problem);
    });
    for (const path of [API_PREFIX, `${API_PREFIX}/*`]) {
      scope.all(path, { config: { streamsBody: true } }, async (request, reply) => {
        await proxy.handle(request, reply);
        return reply;
      });
    }
  });
}
