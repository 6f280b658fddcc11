import { Controller, Get, Inject } from '@nestjs/common';
import { DatabaseHealth } from '../database/database-health.ts';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { LIFECYCLE } from '../kernel/lifecycle.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { StoreUnavailable } from '../kernel/store-unavailable.ts';
import { SESSION_ANALYTICS } from '../session/analytics/session-analytics.ts';
import type { SessionAnalytics } from '../session/analytics/session-analytics.ts';
import { SESSION_STORE } from '../session/session.store.ts';
import type { SessionStore, StoreHealth } from '../session/session.store.ts';

/** Answer of a health check that passed. `degraded`: the server works, and somebody should look at it. */
export interface Health {
  readonly status: 'ok' | 'degraded';
}

/** Answer of `/health/sessions`. */
export interface SessionHealth extends Health {
  /** Where new sessions go. */
  readonly store: StoreHealth['store'];
  /** Where `security.session.analytics` is on: the last seven days, the latest first. */
  readonly analytics?: { readonly days: readonly SessionDayBody[] };
}

/** One day (UTC) in numbers. */
interface SessionDayBody {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly active_sessions: number;
  readonly requests: number;
}

/**
 * `GET /health/live`, `/health/ready` and `/health/sessions`: for orchestrators and load balancers. They name no hosts and
 * quote no errors: anybody may ask, and the log has the rest.
 */
@Controller('health')
export class HealthController {
  readonly #lifecycle: Lifecycle;
  readonly #sessions: SessionStore;
  readonly #database: DatabaseHealth;
  readonly #analytics: SessionAnalytics | undefined;
  readonly #clock: Clock;

  constructor(
    @Inject(LIFECYCLE) lifecycle: Lifecycle,
    @Inject(SESSION_STORE) sessions: SessionStore,
    @Inject(DatabaseHealth) database: DatabaseHealth,
    @Inject(SESSION_ANALYTICS) analytics: SessionAnalytics | undefined,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#lifecycle = lifecycle;
    this.#sessions = sessions;
    this.#database = database;
    this.#analytics = analytics;
    this.#clock = clock;
  }

  /** The process runs. Looks at nothing outside it, so that an outage elsewhere restarts nobody. */
  @Get('live')
  live(): Health {
    return { status: 'ok' };
  }

  /**
   * The server takes requests; 503 while the database or the session store does not answer, and from the moment a
   * shutdown begins. A store that is full is no reason to send people elsewhere who are signed in: every instance has the
   * same one.
   */
  @Get('ready')
  async ready(): Promise<Health> {
    if (this.#lifecycle.closing) throw new ProblemError('shutting-down');
    await this.#database.ping();
    const { isFallback, isFull = false } = await this.#sessions.ping();
    return { status: isFallback || isFull ? 'degraded' : 'ok' };
  }

  /** The session store takes new sessions; 503 when it does not. */
  @Get('sessions')
  async sessions(): Promise<SessionHealth> {
    const { store, isFallback, isFull = false } = await this.#sessions.ping();
    if (isFull) throw new StoreUnavailable(new Error('The session store is full'));
    const status = isFallback ? 'degraded' : 'ok';
    const days = await this.#days();
    return { status, store, ...(days !== undefined && { analytics: { days } }) };
  }

  async #days(): Promise<readonly SessionDayBody[] | undefined> {
    const days = await this.#analytics?.days(this.#clock.now());
    return days?.map(({ date, activeSessions, requests }) => ({
      date,
      active_sessions: activeSessions,
      requests,
    }));
  }
}
