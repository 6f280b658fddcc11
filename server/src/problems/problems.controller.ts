import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ProblemError } from '../kernel/problem-details.ts';
import { isProblemType } from '../kernel/problem-types.ts';
import type { Settings } from '../settings/settings.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { renderProblemType } from './problem-type.page.ts';

/** `GET /problems/NAME`: a page about one kind of error, for people who follow its `type` (RFC 9457, section 3.1.1). */
@Controller('problems')
export class ProblemsController {
  readonly #settings: Settings;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.#settings = settings;
  }

  @Get(':name')
  @Header('content-type', 'text/html; charset=utf-8')
  show(@Param('name') name: string): string {
    if (!isProblemType(name)) throw new ProblemError('not-found');
    return renderProblemType(name, this.#settings.app.name);
  }
}
