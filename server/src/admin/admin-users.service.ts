import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { ProviderLogoutService } from '../oidc/provider-logout.service.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { SessionService } from '../session/session.service.ts';
import type { User, UserIdentity } from '../users/user.ts';
import { USER_STORE } from '../users/user.store.ts';
import type { UserStore } from '../users/user.store.ts';

/** A user, and what they sign in with. */
export interface UserWithIdentities {
  readonly user: User;
  readonly identities: readonly UserIdentity[];
}

/** Which users an administrator asks for. */
export interface UserQuery {
  readonly search: string | undefined;
  /** Id of the last user of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** One page of users. */
export interface UserList {
  readonly users: readonly UserWithIdentities[];
  /** What `after` of the next page is; `undefined` on the last one. */
  readonly next: string | undefined;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

/** Users and their sessions, for administrators. A user's sessions are those of all their identities. */
@Injectable()
export class AdminUsersService {
  readonly #users: UserStore;
  readonly #sessions: SessionService;
  readonly #provider: ProviderLogoutService;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(
    @Inject(USER_STORE) users: UserStore,
    @Inject(SessionService) sessions: SessionService,
    @Inject(ProviderLogoutService) provider: ProviderLogoutService,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#users = users;
    this.#sessions = sessions;
    this.#provider = provider;
    this.#clock = clock;
    this.#logger = logger;
  }

  /**
   * Users, oldest first.
   *
   * @throws ProblemError `bad-request` when there is no user of the id `after`
   */
  async list({ search, after, limit }: UserQuery): Promise<UserList> {
    const before = after === undefined ? undefined : await this.#find(after);
    if (after !== undefined && before === undefined) {
      throw new ProblemError('bad-request', { detail: 'after is the `next` of the page before.' });
    }
    const found = await this.#users.list({ search, after: before, limit: limit + 1 });
    const users = found.slice(0, limit);
    const identities = await this.#users.identitiesOf(users.map(({ id }) => id));
    return {
      users: users.map((user) => ({ user, identities: identities.get(user.id) ?? [] })),
      next: found.length > limit ? users.at(-1)?.id : undefined,
    };
  }

  /**
   * The live sessions of a user.
   *
   * @throws ProblemError `not-found`
   */
  async sessionsOf(id: string): Promise<readonly SessionRecord[]> {
    const identities = await this.#identities(id);
    const lists = await Promise.all(identities.map((identity) => this.#sessions.list(identity)));
    return lists.flat();
  }

  /**
   * Ends all sessions of a user at once, everywhere; says which ones. Nothing keeps the user from signing in again.
   *
   * @param by the session of the administrator
   * @throws ProblemError `not-found`
   */
  async endAll(id: string, by: SessionRecord): Promise<readonly SessionRecord[]> {
    const identities = await this.#identities(id);
    return this.#settle(
      id,
      by,
      identities.map((identity) => this.#sessions.endAll(identity)),
    );
  }

  /**
   * Lets a user in no more. Their sessions end at once, and so do sign-ins that are under way; says which sessions.
   *
   * @param by the session of the administrator
   * @throws ProblemError `not-found`; `conflict` for the administrator's own user
   */
  async disable(id: string, by: SessionRecord): Promise<readonly SessionRecord[]> {
    if (id === by.user.id) {
      throw new ProblemError('conflict', { detail: 'Nobody can disable their own user.' });
    }
    const identities = await this.#identities(id);
    await this.#users.setDisabled(id, this.#clock.now());
    this.#logger.info(
      { event: 'admin_user_disabled', user: id, by: actor(by) },
      'user disabled by an administrator',
    );
    return this.#settle(
      id,
      by,
      identities.map((identity) => this.#sessions.shutOut(identity)),
    );
  }

  /**
   * Lets a user in again.
   *
   * @param by the session of the administrator
   * @throws ProblemError `not-found`
   */
  async enable(id: string, by: SessionRecord): Promise<void> {
    await this.#identities(id);
    await this.#users.setDisabled(id, undefined);
    this.#logger.info(
      { event: 'admin_user_enabled', user: id, by: actor(by) },
      'user enabled by an administrator',
    );
  }

  /**
   * Ends one session of a user at once, everywhere.
   *
   * @throws ProblemError `not-found` when there is no such user, or none of their sessions has the name
   */
  async endOne(id: string, handle: string, by: SessionRecord): Promise<SessionRecord> {
    const identities = await this.#identities(id);
    const endings = identities.map((identity) => this.#sessions.endByHandle(identity, handle));
    const ended = (await Promise.all(endings)).find((session) => session !== undefined);
    if (ended === undefined) {
      throw new ProblemError('not-found', { detail: 'The user has no session of this name.' });
    }
    this.#tell(id, [ended], by);
    return ended;
  }

  /** Waits for all of them. What has ended is told even where the store failed for another identity. */
  async #settle(
    id: string,
    by: SessionRecord,
    endings: readonly Promise<readonly SessionRecord[]>[],
  ): Promise<readonly SessionRecord[]> {
    const outcomes = await Promise.allSettled(endings);
    const ended = outcomes.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    this.#tell(id, ended, by);
    await Promise.all(endings);
    return ended;
  }

  async #identities(id: string): Promise<readonly UserIdentity[]> {
    if ((await this.#find(id)) === undefined) {
      throw new ProblemError('not-found', { detail: 'There is no user of this id.' });
    }
    return this.#users.identities(id);
  }

  async #find(id: string): Promise<User | undefined> {
    return UUID.test(id) ? this.#users.find(id) : undefined;
  }

  #tell(id: string, ended: readonly SessionRecord[], by: SessionRecord): void {
    this.#provider.revokeTokens(ended);
    const record = {
      event: 'admin_sessions_revoked',
      user: id,
      sessions: ended.map(({ handle }) => handle),
      by: actor(by),
    };
    this.#logger.info(record, 'sessions ended by an administrator');
  }
}

/** Who did it, for the log. */
function actor({ user, handle }: SessionRecord): {
  readonly user: string;
  readonly session: string;
} {
  return { user: user.id, session: handle };
}
