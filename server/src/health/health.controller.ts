import { Controller, Get, Inject } from '@nestjs/common';
import { LIFECYCLE } from '../kernel/lifecycle.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { ProblemError } from '../kernel/problem-details.ts';

/** Answer of a health check that passed. */
export interface Health {
  readonly status: 'ok';
}

/** `GET /health/live` and `/health/ready`: for orchestrators and load balancers. */
@Controller('health')
export class HealthController {
  readonly #lifecycle: Lifecycle;

  constructor(@Inject(LIFECYCLE) lifecycle: Lifecycle) {
    this.#lifecycle = lifecycle;
  }

  /** The process runs. Looks at nothing outside it, so that an outage elsewhere restarts nobody. */
  @Get('live')
  live(): Health {
    return { status: 'ok' };
  }

  /** The server takes requests; 503 from the moment a shutdown begins. */
  @Get('ready')
  ready(): Health {
    if (this.#lifecycle.closing) throw new ProblemError('shutting-down');
    return { status: 'ok' };
  }
}
