import { readFileSync } from 'node:fs';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';

const DIRECTORY = new URL('../../assets/', import.meta.url);

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['lockstep.css', 'text/css; charset=utf-8'],
  ['lockstep.js', 'text/javascript; charset=utf-8'],
  ['lockstep.svg', 'image/svg+xml'],
]);

/** `GET /assets/NAME`: style, script and icon of the server's own pages. */
@Controller('assets')
export class AssetsController {
  readonly #files: ReadonlyMap<string, Buffer>;

  constructor() {
    this.#files = new Map(
      Array.from(MEDIA_TYPES.keys(), (name) => [name, readFileSync(new URL(name, DIRECTORY))]),
    );
  }

  @Get(':name')
  show(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const file = this.#files.get(name);
    const mediaType = MEDIA_TYPES.get(name);
    if (!file || mediaType === undefined) throw new ProblemError('not-found');
    void reply
      .headers({ 'content-type': mediaType, 'cache-control': 'public, max-age=3600' })
      .send(file);
  }
}
