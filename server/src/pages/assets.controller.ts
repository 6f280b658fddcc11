import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';

const DIRECTORY = new URL('../../assets/', import.meta.url);

/** By the ending of a file's name. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);

/** How long browsers keep what is handed out here. */
const CACHE_CONTROL = 'public, max-age=3600';

/** `GET /assets/NAME`: styles, scripts and icon of the server's own pages. */
@Controller()
export class AssetsController {
  readonly #files: ReadonlyMap<string, Buffer>;

  constructor() {
    const names = readdirSync(DIRECTORY);
    this.#files = new Map(names.map((name) => [name, readFileSync(new URL(name, DIRECTORY))]));
  }

  @Get('assets/:name')
  show(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const file = this.#files.get(name);
    const mediaType = MEDIA_TYPES.get(extname(name));
    if (file === undefined || mediaType === undefined) throw new ProblemError('not-found');
    void reply.headers({ 'content-type': mediaType, 'cache-control': CACHE_CONTROL }).send(file);
  }

  /** Where browsers look for the icon of answers that are no pages, such as JSON. */
  @Get('favicon.ico')
  icon(@Res() reply: FastifyReply): void {
    void reply.header('cache-control', CACHE_CONTROL).redirect('/assets/lockstep.svg', 301);
  }
}
