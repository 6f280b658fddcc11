import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';
import { SessionService } from '../session/session.service.ts';
import { LOADED_SETTINGS } from '../settings/settings.token.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import { evidenceSummary } from './evidence-summary.ts';
import type { EvidenceSummary } from './evidence-summary.ts';

/** Body of `GET /.well-known/lockstep`. */
export interface ConfigurationDocument {
  /** Hash of the schema and of the effective configuration without secrets. */
  readonly fingerprint: string;
  readonly evidence: EvidenceSummary;
  /** Every key with its value and provenance; secrets only as set or not set. */
  readonly settings: LoadedSettings['listing'];
}

/** `GET /.well-known/lockstep`: what this server really runs with. */
@Controller('.well-known')
export class LockstepController {
  readonly #loaded: LoadedSettings;
  readonly #sessions: SessionService;
  readonly #evidence: EvidenceSummary;

  constructor(
    @Inject(LOADED_SETTINGS) loaded: LoadedSettings,
    @Inject(SessionService) sessions: SessionService,
  ) {
    this.#loaded = loaded;
    this.#sessions = sessions;
    this.#evidence = evidenceSummary();
  }

  @Get('lockstep')
  async show(@Req() request: FastifyRequest): Promise<ConfigurationDocument> {
    const audience = this.#loaded.settings.app.expose_config;
    if (audience === 'off') throw new ProblemError('not-found');
    if (audience === 'authenticated' && !(await this.#sessions.current(request))) {
      throw new ProblemError('authentication-required');
    }
    return {
      fingerprint: this.#loaded.fingerprint,
      evidence: this.#evidence,
      settings: this.#loaded.listing,
    };
  }
}
