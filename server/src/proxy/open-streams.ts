import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { SessionEndings } from '../session/session-endings.ts';
import type { SessionRef } from '../session/session-id.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { SESSION_STORE } from '../session/session.store.ts';
import type { SessionStore } from '../session/session.store.ts';

/** How often the store is asked about sessions with open streams, in milliseconds: other instances end sessions too. */
export const SWEEP_INTERVAL = 5000;

/**
 * How many exchanges a session may have open at once, on each instance: more than pages need, and few enough that one
 * person does not use up the connections of everybody.
 */
export const MAX_STREAMS = 100;

/** Why an exchange was cut off. */
type CutReason = 'client-left' | 'session-ended' | 'shutting-down';

/** An exchange with an upstream in the name of a session. */
export interface OpenStream {
  readonly session: SessionRecord;
  /** Aborted, with a {@link CutReason}, when the exchange has to end. */
  readonly signal: AbortSignal;
  /** Whether it goes on until somebody ends it: then a shutdown does. */
  endless: boolean;
  cut(reason: CutReason): void;
  /** The exchange is over. */
  done(): void;
}

/**
 * The exchanges that run, by session. When a session ends on this instance, so do its streams, at once; when it ends
 * elsewhere or expires, within {@link SWEEP_INTERVAL}. An open stream does not count as a use of its session.
 */
@Injectable()
export class OpenStreams implements OnModuleInit, OnApplicationShutdown {
  readonly #store: SessionStore;
  readonly #endings: SessionEndings;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #streams = new Map<string, Set<OpenStream>>();
  #stop: (() => void) | undefined;

  constructor(
    @Inject(SESSION_STORE) store: SessionStore,
    @Inject(SessionEndings) endings: SessionEndings,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#store = store;
    this.#endings = endings;
    this.#clock = clock;
    this.#logger = logger;
  }

  onModuleInit(): void {
    const deafen = this.#endings.listen((ref) => this.#endSession(ref));
    const timer = setInterval(() => void this.sweep(), SWEEP_INTERVAL);
    timer.unref();
    this.#stop = () => {
      deafen();
      clearInterval(timer);
    };
  }

  onApplicationShutdown(): void {
    this.#stop?.();
  }

  /**
   * Begins an exchange.
   *
   * @throws ProblemError `too-many-streams`
   */
  open(session: SessionRecord): OpenStream {
    const { family } = session.ref;
    const controller = new AbortController();
    const streams = this.#streams.get(family) ?? new Set<OpenStream>();
    if (streams.size >= MAX_STREAMS) {
      throw new ProblemError('too-many-streams', { headers: { 'retry-after': '1' } });
    }
    this.#streams.set(family, streams);
    const stream: OpenStream = {
      session,
      signal: controller.signal,
      endless: false,
      cut: (reason) => {
        stream.done();
        controller.abort(reason);
      },
      done: () => {
        streams.delete(stream);
        if (streams.size === 0 && this.#streams.get(family) === streams) {
          this.#streams.delete(family);
        }
      },
    };
    streams.add(stream);
    return stream;
  }

  /** Ends what would keep the server from closing. */
  endEndless(): void {
    for (const streams of this.#streams.values()) {
      for (const stream of streams) if (stream.endless) stream.cut('shutting-down');
    }
  }

  /** Asks the store about every session with open streams. A store that does not answer ends nothing but what is due. */
  async sweep(): Promise<void> {
    const sessions = [...this.#streams.values()].flatMap(([stream]) => stream?.session ?? []);
    await Promise.all(
      sessions.map(async (session) => {
        if (!(await this.#isLive(session))) this.#endSession(session.ref);
      }),
    );
  }

  async #isLive({ ref, absoluteExpiresAt }: SessionRecord): Promise<boolean> {
    const now = this.#clock.now();
    if (now >= absoluteExpiresAt) return false;
    try {
      return (await this.#store.find(ref, now)) !== undefined;
    } catch (err) {
      this.#logger.warn({ err }, 'sessions of open streams cannot be checked');
      return true;
    }
  }

  #endSession({ family }: SessionRef): void {
    for (const stream of this.#streams.get(family) ?? []) {
      this.#logger.info(
        { event: 'stream_closed', session: stream.session.handle },
        'the session of a proxied stream has ended',
      );
      stream.cut('session-ended');
    }
  }
}
