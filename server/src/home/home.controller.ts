import { Controller, Get, Header, Inject } from '@nestjs/common';
import { SETTINGS } from '../settings/settings.token.ts';
import type { Settings } from '../settings/settings.ts';
import { renderHome } from './home-page.ts';

/** `GET /`: where people land. */
@Controller()
export class HomeController {
  readonly #settings: Settings;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.#settings = settings;
  }

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  show(): string {
    return renderHome(this.#settings);
  }
}
