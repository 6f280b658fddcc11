import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { toProblem } from '../http/problem-mapping.ts';
import { scriptProtection } from '../http/security-headers.ts';
import { sendProblem } from '../http/send-problem.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import type { Settings } from '../settings/settings.ts';
import { inlineScriptHashes } from './inline-script-hashes.ts';

const HASHED_ASSET = /[/\\]assets[/\\].*\.[0-9a-f]{8,}\./u;

/** Hands out the built documentation site below `docs.path`; without a build, says so. */
export async function registerDocs(fastify: FastifyInstance, settings: Settings): Promise<void> {
  const { docs } = settings;
  if (!docs.enabled) return;
  const directory = resolve(docs.dir);
  const isBuilt = existsSync(join(directory, 'index.html'));
  await fastify.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => sendProblem(request, reply, toProblem(error)));
    if (isBuilt) await registerSite(scope, settings, directory);
    else registerNotice(scope, docs.path);
  });
}

async function registerSite(
  scope: FastifyInstance,
  settings: Settings,
  directory: string,
): Promise<void> {
  const protection = scriptProtection(settings, sitePolicy(inlineScriptHashes(directory)));
  scope.addHook('onRequest', async (_request, reply) => {
    reply.headers(protection);
  });
  await scope.register(fastifyStatic, {
    root: directory,
    prefix: `${settings.docs.path}/`,
    decorateReply: false,
    redirect: true,
    extensions: ['html'],
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = HASHED_ASSET.test(path);
      response.setHeader(
        'cache-control',
        isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}

function registerNotice(scope: FastifyInstance, path: string): void {
  const refuse = (): never => {
    throw new ProblemError('docs-not-built', { detail: 'Build the site that `docs.dir` names' });
  };
  scope.get(path, refuse);
  scope.get(`${path}/*`, refuse);
}

/**
 * The policy of the site. Its inline scripts are known, because it is built: they are allowed by hash. Its components set
 * `style` attributes, which no hash can allow, so inline styles are allowed here and nowhere else.
 */
function sitePolicy(scriptHashes: readonly string[]): string {
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...scriptHashes].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');
}
