import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { LOGGER } from '../logging/logger.token.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { USER_STORE } from './user.store.ts';
import type { UserStore } from './user.store.ts';
import type { Person } from './user.ts';

/** Somebody who may come in. */
export interface KnownPerson extends Person {
  /** Id of the user. */
  readonly id: string;
}

/** Who may have an account, and who has one. */
@Injectable()
export class UserService {
  readonly #store: UserStore;
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(
    @Inject(USER_STORE) store: UserStore,
    @Inject(SETTINGS) settings: Settings,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#clock = clock;
    this.#logger = logger;
  }

  /**
   * Finds out who somebody is here; makes a new user where `users.provisioning` allows it.
   *
   * @param provider name of the provider in the configuration
   * @returns the person, and the id of their user
   * @throws ProblemError `user-not-known`, `user-disabled`
   * @throws DatabaseUnavailable when the database does not answer
   */
  async signIn(person: Person, provider: string): Promise<KnownPerson> {
    const { iss, sub, ...claims } = person;
    const outcome = await this.#store.signIn({
      identity: { iss, sub },
      claims,
      provider,
      now: this.#clock.now(),
      provisioning: this.#settings.users.provisioning,
    });
    if (outcome.state === 'unknown') throw new ProblemError('user-not-known');
    const { id } = outcome.user;
    if (outcome.state === 'disabled') {
      throw new ProblemError('user-disabled', { cause: new Error(`user ${id} is disabled`) });
    }
    if (outcome.isNew) {
      this.#logger.info(
        { event: 'user_created', user: id, provider },
        'user created at the first sign-in',
      );
    }
    return { id, ...person };
  }
}
