import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Put,
  Req,
  UseGuards,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { queryOf, single } from '../bff/query.ts';
import { byUse, toBody, toOwnSession } from '../bff/sessions/own-session.ts';
import type { OwnSessionBody } from '../bff/sessions/own-session.ts';
import { CsrfGuard } from '../csrf/csrf.guard.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { requireSession } from '../session/require-session.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { AdminGuard } from './admin.guard.ts';
import { AdminUsersService } from './admin-users.service.ts';
import { toUserBody } from './user-body.ts';
import type { UserBody } from './user-body.ts';

const DEFAULT_LIMIT = '50';
const LIMIT = /^(?:[1-9]\d?|100)$/u;
const MAX_SEARCH = 100;
/** Some databases take no NUL in a text. */
const CONTROL = /\p{Cc}/u;

/** Users and their sessions, for administrators. 401 without a session, 403 for everybody else, whatever is asked for. */
@Controller('admin/users')
@UseGuards(CsrfGuard, AdminGuard)
export class AdminUsersController {
  readonly #users: AdminUsersService;
  readonly #sessions: SessionService;
  readonly #settings: Settings;

  constructor(
    @Inject(AdminUsersService) users: AdminUsersService,
    @Inject(SessionService) sessions: SessionService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#users = users;
    this.#sessions = sessions;
    this.#settings = settings;
  }

  /**
   * `GET /admin/users?query&after&limit`: users, oldest first. `query` is a part of a name, user name, email address or
   * subject; `after` is the `next` of the page before; `limit` is 1 to 100.
   */
  @Get()
  async list(
    @Req() request: FastifyRequest,
  ): Promise<{ readonly users: readonly UserBody[]; readonly next: string | null }> {
    const parameters = queryOf(request);
    const { users, next } = await this.#users.list({
      search: searchOf(parameters),
      after: single(parameters, 'after'),
      limit: limitOf(parameters),
    });
    return { users: users.map(toUserBody), next: next ?? null };
  }

  /** `GET /admin/users/ID/sessions`: as `/auth/web/sessions` lists the own ones. */
  @Get(':id/sessions')
  async sessions(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
  ): Promise<{ readonly sessions: readonly OwnSessionBody[] }> {
    const current = await requireSession(this.#sessions, request);
    const { binding_ip_prefix_v4: v4, binding_ip_prefix_v6: v6 } = this.#settings.security.session;
    const records = await this.#users.sessionsOf(id);
    const sessions = records.map((record) => toOwnSession(record, current, { v4, v6 }));
    return { sessions: sessions.toSorted(byUse).map(toBody) };
  }

  /** `DELETE /admin/users/ID/sessions`: ends all of them, and says how many. */
  @Delete(':id/sessions')
  async endAll(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
  ): Promise<{ readonly revoked: number }> {
    const current = await requireSession(this.#sessions, request);
    const ended = await this.#users.endAll(id, current);
    forgetOwn(request, current, ended);
    return { revoked: ended.length };
  }

  /** `DELETE /admin/users/ID/sessions/HANDLE`: 404 for what is not that user's, whether it exists or not. */
  @Delete(':id/sessions/:handle')
  @HttpCode(204)
  async endOne(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('handle') handle: string,
  ): Promise<void> {
    const current = await requireSession(this.#sessions, request);
    forgetOwn(request, current, [await this.#users.endOne(id, handle, current)]);
  }

  /** `PUT /admin/users/ID/disabled`: signs the user out everywhere, and lets them in no more. */
  @Put(':id/disabled')
  async disable(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
  ): Promise<{ readonly revoked: number }> {
    const current = await requireSession(this.#sessions, request);
    const ended = await this.#users.disable(id, current);
    return { revoked: ended.length };
  }

  /** `DELETE /admin/users/ID/disabled`: the user may sign in again. */
  @Delete(':id/disabled')
  @HttpCode(204)
  async enable(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    await this.#users.enable(id, await requireSession(this.#sessions, request));
  }
}

/** An administrator who ends the own session is signed out. */
function forgetOwn(
  request: FastifyRequest,
  current: SessionRecord,
  ended: readonly SessionRecord[],
): void {
  if (ended.some(({ handle }) => handle === current.handle)) request.sessionIdToSend = null;
}

function searchOf(parameters: URLSearchParams): string | undefined {
  const text = single(parameters, 'query')?.trim() ?? '';
  if (text.length > MAX_SEARCH || CONTROL.test(text)) {
    const detail = `query has at most ${MAX_SEARCH} characters, and no control characters.`;
    throw new ProblemError('bad-request', { detail });
  }
  return text === '' ? undefined : text;
}

function limitOf(parameters: URLSearchParams): number {
  const text = single(parameters, 'limit') ?? DEFAULT_LIMIT;
  if (!LIMIT.test(text)) throw new ProblemError('bad-request', { detail: 'limit is 1 to 100.' });
  return Number(text);
}
