import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CsrfGuard } from '../csrf/csrf.guard.ts';
import { isFromOwnOrigin } from '../csrf/request-origin.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { findRoute, proxyRoutes } from './proxy-routes.ts';
import type { ProxyRoute } from './proxy-routes.ts';
import { readRequestTarget } from './request-target.ts';
import type { RequestTarget } from './request-target.ts';

/** A request that may go to an upstream. */
export interface Admission {
  readonly route: ProxyRoute;
  readonly target: RequestTarget;
  readonly session: SessionRecord;
}

/** Decides which requests go to an upstream. */
@Injectable()
export class ProxyGate {
  readonly routes: readonly ProxyRoute[];
  readonly #sessions: SessionService;
  readonly #csrf: CsrfGuard;
  readonly #ownOrigin: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(SessionService) sessions: SessionService,
    @Inject(CsrfGuard) csrf: CsrfGuard,
  ) {
    this.routes = proxyRoutes(settings);
    this.#sessions = sessions;
    this.#csrf = csrf;
    this.#ownOrigin = new URL(settings.app.public_url).origin;
  }

  /**
   * In this order: the path can be read in one way alone, somebody is signed in, the path has a route, the route has the
   * method, and the request is not forged. Who is not signed in learns nothing about the routes.
   *
   * @param isWebSocket whether this is the handshake of a WebSocket
   * @throws ProblemError
   */
  async admit(request: FastifyRequest, isWebSocket: boolean): Promise<Admission> {
    const target = readRequestTarget(request.raw.url ?? '');
    const session = await this.#sessions.current(request);
    if (session === undefined) {
      throw new ProblemError('authentication-required', {
        detail: 'There is no live session. Sign in at /auth/web/login.',
      });
    }
    const route = findRoute(this.routes, target.path);
    if (route === undefined) throw new ProblemError('not-found');
    if (!route.methods.includes(request.method)) {
      const headers = { allow: route.methods.toSorted().join(', ') };
      throw new ProblemError('method-not-allowed', { headers });
    }
    if (isWebSocket) this.#refuseForeignSocket(request);
    else this.#csrf.check(request, route.needsCsrfToken ? session : undefined);
    return { route, target, session };
  }

  /**
   * Browsers open WebSockets to everywhere, with cookies and without asking; they cannot add a token, and always send
   * `Origin` (RFC 6455, section 10.2; ASVS 5.0 4.4.2).
   */
  #refuseForeignSocket({ headers }: FastifyRequest): void {
    if (headers.origin !== undefined && isFromOwnOrigin(headers, this.#ownOrigin)) return;
    throw new ProblemError('origin-mismatch', {
      detail: 'Only pages of this server may open a WebSocket.',
    });
  }
}
