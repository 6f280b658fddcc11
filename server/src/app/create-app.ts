import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { registerDocs } from '../docs/register-docs.ts';
import { installBodyDeadline } from '../http/body-deadline.ts';
import { ignoreExpectations } from '../http/expectations.ts';
import { fastifyOptions } from '../http/fastify-options.ts';
import { ProblemFilter } from '../http/problem.filter.ts';
import { installRequestGate } from '../http/request-gate.ts';
import { RouteTable } from '../http/route-table.ts';
import type { KernelOptions } from './kernel.module.ts';
import { NestLogger } from '../logging/nest-logger.ts';
import { installRequestLog } from '../logging/request-log.ts';
import { ProxyService } from '../proxy/proxy.service.ts';
import { registerProxy } from '../proxy/register-proxy.ts';
import { SESSION_CARRIER } from '../session/session-carrier.ts';
import type { SessionCarrier } from '../session/session-carrier.ts';
import { installSessionCookie } from '../session/session-cookie.ts';
import { AppModule } from './app.module.ts';

/** Puts the server together; it does not listen yet. */
export async function createApp(kernel: KernelOptions): Promise<NestFastifyApplication> {
  const { settings } = kernel.loaded;
  const adapter = new FastifyAdapter(fastifyOptions(settings));
  const fastify: FastifyInstance = adapter.getInstance();
  const routes = new RouteTable();
  routes.watch(fastify);
  installRequestLog(fastify, kernel.logger);
  ignoreExpectations(fastify);
  installBodyDeadline(fastify);
  installRequestGate(fastify, settings, kernel.lifecycle);
  await fastify.register(fastifyCookie);
  await registerDocs(fastify, settings);

  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(kernel),
    adapter,
    {
      logger: new NestLogger(kernel.logger),
      abortOnError: false,
    },
  );
  const carrier = app.get<SessionCarrier>(SESSION_CARRIER, { strict: false });
  installSessionCookie(fastify, settings, carrier);
  await registerProxy(fastify, app.get(ProxyService, { strict: false }), kernel.logger);
  app.useGlobalFilters(new ProblemFilter(routes, kernel.logger));
  await app.init();
  return app;
}
