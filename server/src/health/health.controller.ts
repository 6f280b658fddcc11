import { Controller, Get, Inject } from '@nestjs/common';
import { DatabaseHealth } from '../database/database-health.ts';
import { LIFECYCLE } from '../kernel/lifecycle.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { SESSION_STORE } from '../session/session.store.ts';
import type { SessionStore } from '../session/session.store.ts';

/** Answer of a health check that passed. `degraded`: the server works, and somebody should look at it. */
export interface Health {
  readonly status: 'ok' | 'degraded';
}

/** Answer of `/health/sessions`. */
export interface SessionHealth extends Health {
  /** Where new sessions go. */
  readonly store: 'memory' | 'redis';
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

  constructor(
    @Inject(LIFECYCLE) lifecycle: Lifecycle,
    @Inject(SESSION_STORE) sessions: SessionStore,
    @Inject(DatabaseHealth) database: DatabaseHealth,
  ) {
    this.#lifecycle = lifecycle;
    this.#sessions = sessions;
    this.#database = database;
  }

  /** The process runs. Looks at nothing outside it, so that an outage elsewhere restarts nobody. */
  @Get('live')
  live(): Health {
    return { status: 'ok' };
  }

  /** The server takes requests; 503 while the database or the session store does not, and from the moment a shutdown begins. */
  @Get('ready')
  async ready(): Promise<Health> {
    if (this.#lifecycle.closing) throw new ProblemError('shutting-down');
    await this.#database.ping();
    const { status } = await this.sessions();
    return { status };
  }

  /** The session store takes new sessions; 503 when it does not. */
  @Get('sessions')
  async sessions(): Promise<SessionHealth> {
    const { store, isFallback } = await this.#sessions.ping();
    return { status: isFallback ? 'degraded' : 'ok', store };
  }
}
