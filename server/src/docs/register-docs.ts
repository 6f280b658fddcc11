import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { toProblem } from '../http/problem-mapping.ts';
import { scriptProtection } from '../http/security-headers.ts';
import { sendProblem } from '../http/send-problem.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import type { Settings } from '../settings/settings.ts';
import { SiteFiles } from './site-files.ts';
import { sitePolicy } from './site-policy.ts';

const HASHED_ASSET = /\.[0-9a-f]{8,}\.\w+$/u;
const NOT_FOUND_PAGE = '404.html';

/** Route parameters of `docs.path/*`. */
interface SitePath {
  readonly Params: { readonly '*': string };
}

/** Hands out the built documentation site below `docs.path`; without a build, says so. */
export async function registerDocs(fastify: FastifyInstance, settings: Settings): Promise<void> {
  const { docs } = settings;
  if (!docs.enabled) return;
  const directory = resolve(docs.dir);
  const isBuilt = existsSync(join(directory, 'index.html'));
  await fastify.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      return sendProblem(request, reply, toProblem(error));
    });
    if (isBuilt) await registerSite(scope, settings, directory);
    else registerNotice(scope, docs.path);
  });
}

async function registerSite(
  scope: FastifyInstance,
  settings: Settings,
  directory: string,
): Promise<void> {
  const files = new SiteFiles(directory);
  const protection = scriptProtection(settings, sitePolicy(files.inlineScriptHashes()));
  const { path } = settings.docs;
  await scope.register(fastifyStatic, { root: directory, serve: false, cacheControl: false });
  scope.addHook('onRequest', (_request, reply, done) => {
    reply.headers(protection);
    done();
  });
  scope.get(path, (_request, reply) => reply.redirect(`${path}/`, 301));
  scope.get<SitePath>(`${path}/*`, (request, reply) => {
    const file = files.find(request.params['*']);
    if (file === undefined && files.find(NOT_FOUND_PAGE) === undefined) {
      throw new ProblemError('not-found');
    }
    const isHashed = file !== undefined && HASHED_ASSET.test(file);
    return reply
      .code(file === undefined ? 404 : 200)
      .header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      .sendFile(file ?? NOT_FOUND_PAGE);
  });
}

function registerNotice(scope: FastifyInstance, path: string): void {
  scope.get(path, refuse);
  scope.get(`${path}/*`, refuse);
}

function refuse(): never {
  throw new ProblemError('docs-not-built', { detail: 'Build the site that `docs.dir` names' });
}
