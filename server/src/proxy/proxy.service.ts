import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';
import { TokenService } from '../oidc/token.service.ts';
import type { SessionRecord } from '../session/session-record.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { OpenStreams } from './open-streams.ts';
import type { OpenStream } from './open-streams.ts';
import { ProxyGate } from './proxy-gate.ts';
import type { Admission } from './proxy-gate.ts';
import { upstreamTarget } from './proxy-routes.ts';
import { requestBody } from './request-body.ts';
import type { RequestBody } from './request-body.ts';
import { HANDSHAKE_FIELDS, upstreamHeaders } from './request-headers.ts';
import { apiProtection, clientHeaders } from './response-headers.ts';
import { isEventStream, watchForStall } from './stall-watch.ts';
import { UpgradeRequests } from './upgrade-requests.ts';
import { callUpstream } from './upstream-call.ts';
import type { UpstreamAnswer } from './upstream-call.ts';
import { toUpstreamProblem } from './upstream-problems.ts';
import { isWebSocket, isWebSocketHandshake, joinSockets } from './web-socket.ts';

const UNAUTHORIZED = 401;

/** Sends requests on to the upstreams of `[proxy.routes]`, with the access token of the session. */
@Injectable()
export class ProxyService implements OnApplicationShutdown {
  readonly upgrades: UpgradeRequests = new UpgradeRequests();
  readonly #gate: ProxyGate;
  readonly #streams: OpenStreams;
  readonly #tokens: TokenService;
  readonly #settings: Settings;

  constructor(
    @Inject(ProxyGate) gate: ProxyGate,
    @Inject(OpenStreams) streams: OpenStreams,
    @Inject(TokenService) tokens: TokenService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#gate = gate;
    this.#streams = streams;
    this.#tokens = tokens;
    this.#settings = settings;
  }

  /** Whether there is anything to send on. */
  get isUsed(): boolean {
    return this.#gate.routes.length > 0;
  }

  /** Names of the routes whose upstreams get access tokens in the clear. */
  get plaintextRoutes(): readonly string[] {
    return this.#gate.routes.filter(({ isPlaintext }) => isPlaintext).map(({ name }) => name);
  }

  /** Ends what would keep the server from closing; everything else may finish. */
  beforeClose(): void {
    this.#streams.endEndless();
  }

  /** After the last answer: the connections to the upstreams are of no more use. */
  onApplicationShutdown(): void {
    for (const { agent } of this.#gate.routes) agent.destroy();
  }

  /**
   * Answers a request with what the upstream answers.
   *
   * @throws ProblemError
   */
  async handle(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const upgrade = this.upgrades.find(request.raw);
    const socket = isWebSocketHandshake(request.raw) ? upgrade : undefined;
    const admission = await this.#gate.admit(request, socket !== undefined);
    const body = requestBody(request.raw, upgrade !== undefined);
    const stream = this.#streams.open(admission.session);
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished && request.raw.complete) stream.done();
      else stream.cut('client-left');
    });
    try {
      const answer = await this.#call(request, admission, { body, stream, isSocket: !!socket });
      if (answer.upgrade === undefined) {
        await this.#relay(reply, admission, answer.response, stream);
      } else if (socket !== undefined && isWebSocket(answer.response.headers)) {
        reply.hijack();
        socket.response.detachSocket(request.raw.socket);
        joinSockets(socket, answer.response, answer.upgrade, stream);
      } else {
        answer.upgrade.socket.destroy();
        throw new Error('The upstream changed the protocol without being asked');
      }
    } catch (error) {
      stream.done();
      throw toUpstreamProblem(error, stream.signal);
    }
  }

  async #call(
    request: FastifyRequest,
    { route, target, session }: Admission,
    { body, stream, isSocket }: Exchange,
  ): Promise<UpstreamAnswer> {
    const accessToken = await this.#accessToken(request, session);
    stream.signal.throwIfAborted();
    const { upstream } = route;
    const settings = this.#settings;
    return callUpstream({
      route,
      method: request.method,
      target: upstreamTarget(route, target),
      headers: {
        ...upstreamHeaders({ request, settings, upstream, accessToken }),
        ...(isSocket ? HANDSHAKE_FIELDS : {}),
        ...body?.headers,
      },
      body: body?.stream,
      signal: stream.signal,
    });
  }

  async #accessToken(request: FastifyRequest, session: SessionRecord): Promise<string> {
    try {
      const { accessToken } = await this.#tokens.fresh(session);
      return accessToken;
    } catch (error) {
      const isOver = error instanceof ProblemError && error.status === UNAUTHORIZED;
      if (isOver) request.sessionIdToSend = null;
      throw error;
    }
  }

  async #relay(
    reply: FastifyReply,
    { route, target }: Admission,
    response: IncomingMessage,
    stream: OpenStream,
  ): Promise<void> {
    const { statusCode: status = 0 } = response;
    if (status < 200 || status > 599) {
      response.destroy();
      throw new Error(`The upstream answered with status ${status}`);
    }
    stream.endless = isEventStream(response);
    if (stream.endless) {
      // Events may be long in coming; that the stream is open shows at once.
      reply.raw.once('pipe', () => reply.raw.flushHeaders());
    } else watchForStall(response, route.timeout);
    // An answer that comes early is the end of the connection: nobody reads the rest of the body.
    if (!reply.request.raw.complete) reply.header('connection', 'close');
    await reply
      .code(status)
      .headers({
        ...clientHeaders(route, upstreamTarget(route, target), response.headers),
        ...apiProtection(this.#settings),
      })
      .send(response);
  }
}

/** What belongs to one request on its way. */
interface Exchange {
  readonly body: RequestBody | undefined;
  readonly stream: OpenStream;
  readonly isSocket: boolean;
}
