import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../../logging/logger.token.ts';
import { ProviderLogoutService } from '../../oidc/provider-logout.service.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { SessionService } from '../../session/session.service.ts';
import type { Settings } from '../../settings/index.ts';
import { SETTINGS } from '../../settings/settings.token.ts';
import { byUse, toOwnSession } from './own-session.ts';
import type { OwnSession } from './own-session.ts';

/** What became of the wish to end a session. */
export type Ending = 'ended' | 'missing' | 'current';

/** The sessions of whoever is signed in: only their own, and by public handles alone. */
@Injectable()
export class OwnSessionsService {
  readonly #sessions: SessionService;
  readonly #provider: ProviderLogoutService;
  readonly #settings: Settings;
  readonly #logger: Logger;

  constructor(
    @Inject(SessionService) sessions: SessionService,
    @Inject(ProviderLogoutService) provider: ProviderLogoutService,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#sessions = sessions;
    this.#provider = provider;
    this.#settings = settings;
    this.#logger = logger;
  }

  /** The person's live sessions, the current one first. */
  async list(current: SessionRecord): Promise<readonly OwnSession[]> {
    const { binding_ip_prefix_v4: v4, binding_ip_prefix_v6: v6 } = this.#settings.security.session;
    const records = await this.#sessions.list(current.user);
    return records.map((record) => toOwnSession(record, current, { v4, v6 })).toSorted(byUse);
  }

  /** Ends one of the person's other sessions at once, everywhere. */
  async end(current: SessionRecord, handle: string): Promise<Ending> {
    if (handle === current.handle) return 'current';
    const ended = await this.#sessions.endByHandle(current.user, handle);
    if (ended === undefined) return 'missing';
    this.#tell(current, [ended]);
    return 'ended';
  }

  /** Ends all of the person's sessions but the current one; says how many. */
  async endOthers(current: SessionRecord): Promise<number> {
    const ended = await this.#sessions.endOthers(current);
    this.#tell(current, ended);
    return ended.length;
  }

  /** Ends all of the person's sessions, the current one included; says how many. */
  async endAll(current: SessionRecord): Promise<number> {
    const ended = await this.#sessions.endAll(current.user);
    this.#tell(current, ended);
    return ended.length;
  }

  #tell(by: SessionRecord, ended: readonly SessionRecord[]): void {
    this.#provider.revokeTokens(ended);
    for (const { handle } of ended) {
      const record = { event: 'session_revoked', session: handle, by: by.handle };
      this.#logger.info(record, 'session ended by its owner');
    }
  }
}
