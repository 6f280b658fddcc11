import { parseKeyPath } from '@lockstep/config';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';
import { requireSession } from '../session/require-session.ts';
import { SessionService } from '../session/session.service.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import { settingsSchema } from '../settings/server-schema.ts';
import { LOADED_SETTINGS } from '../settings/settings.token.ts';
import { provenKeys } from './evidence.ts';

type Listed = LoadedSettings['listing'][number];

/** Body of `GET /.well-known/lockstep`. */
export interface ConfigurationDocument {
  /** Hash of the schema and of the effective configuration without secrets. */
  readonly fingerprint: string;
  /** How many keys have recorded evidence. */
  readonly evidence: { readonly keys: number };
  /**
   * Every key with its value and provenance; secrets only as set or not set. `proven` says whether there is recorded
   * evidence that the key takes effect.
   */
  readonly settings: readonly (Listed & { readonly proven: boolean })[];
}

/** `GET /.well-known/lockstep`: what this server really runs with. */
@Controller('.well-known')
export class LockstepController {
  readonly #loaded: LoadedSettings;
  readonly #sessions: SessionService;
  readonly #document: ConfigurationDocument;

  constructor(
    @Inject(LOADED_SETTINGS) loaded: LoadedSettings,
    @Inject(SessionService) sessions: SessionService,
  ) {
    this.#loaded = loaded;
    this.#sessions = sessions;
    this.#document = describe(loaded);
  }

  @Get('lockstep')
  async show(@Req() request: FastifyRequest): Promise<ConfigurationDocument> {
    const audience = this.#loaded.settings.app.expose_config;
    if (audience === 'off') throw new ProblemError('not-found');
    if (audience === 'authenticated') await requireSession(this.#sessions, request);
    return this.#document;
  }
}

function describe({ fingerprint, listing }: LoadedSettings): ConfigurationDocument {
  const proven = provenKeys();
  return {
    fingerprint,
    evidence: { keys: proven.size },
    settings: listing.map((listed) => ({ ...listed, proven: proven.has(schemaKey(listed.key)) })),
  };
}

/** `oidc.providers.*.issuer` for `oidc.providers.main.issuer`. */
function schemaKey(key: string): string {
  return settingsSchema.find(parseKeyPath(key) ?? [])?.path.join('.') ?? key;
}
