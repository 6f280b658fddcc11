import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { catalogue } from '../../../../server/src/settings/catalogue.ts';
import { Secret } from '@lockstep/config';
import { KernelModule } from '../../../../server/src/kernel/kernel.module.ts';
import { BffModule } from '../../../../server/src/bff/bff.module.ts';
import { ProblemFilter } from '../../../../server/src/http/problem.filter.ts';
import { RouteTable } from '../../../../server/src/http/route-table.ts';
import { reservePort } from '../../../../server/src/app/reserve-port.ts';
import { createLogger } from '../../../../server/src/logging/create-logger.ts';
import { Lifecycle } from '../../../../server/src/kernel/lifecycle.ts';
class M { static r(k: any): any { return { module: M, imports: [KernelModule.register(k)] }; } }
Module({ imports: [BffModule] })(M);
function fill(schema: any, value: any): any {
  const def = schema._zod.def;
  if (def.type === 'object') { const o: any = {}; for (const k of Object.keys(def.shape)) { const v = fill(def.shape[k], value?.[k]); if (v !== undefined) o[k] = v; } return o; }
  if (def.type === 'record') { const o: any = {}; for (const k of Object.keys(value ?? {})) o[k] = fill(def.valueType, value[k]); return o; }
  if (value === undefined) return def.type === 'default' ? def.defaultValue : undefined;
  return value;
}
export async function startServer(o: any): Promise<any> {
  const raw = JSON.parse(o.sources[0].text);
  const s = fill(catalogue, raw);
  const port = await reservePort('127.0.0.1');
  s.app.port = port; s.app.public_url ??= `http://127.0.0.1:${port}`;
  s.security.secret_keys = [new Secret(o.env.SECRET_KEY)];
  for (const p of Object.values<any>(s.oidc.providers)) p.client_secret = new Secret(p.client_secret);
  const logger = createLogger(s, o.logStream, (t) => t);
  const adapter = new FastifyAdapter({ logger: false, trustProxy: s.app.trusted_proxies.length > 0 });
  const routes = new RouteTable(); routes.watch(adapter.getInstance());
  adapter.getInstance().addHook('onRequest', async (_r: any, reply: any) => { reply.header('cache-control', 'no-store'); });
  await adapter.getInstance().register(fastifyCookie);
  const app = await NestFactory.create<any>(M.r({ loaded: { settings: s }, clock: o.clock, logger, lifecycle: new Lifecycle() }), adapter, { logger: ['error','warn'], abortOnError: false });
  app.useGlobalFilters(new ProblemFilter(routes, logger));
  await app.listen(port, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, port, app, settings: s, close: () => app.close() };
}
