import { Controller, Get, Inject, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';
import type { LoginTransaction } from '../oidc/login-transaction.ts';
import { LoginTransactionCookies } from '../oidc/login-transaction.cookies.ts';
import { SignInService } from '../oidc/sign-in.service.ts';
import { SessionService } from '../session/session.service.ts';
import { UserService } from '../users/user.service.ts';
import { queryOf, single } from './query.ts';
import { SignInProblemFilter } from './sign-in-problem.filter.ts';

/** Leads browsers to a provider and back. Both redirects are 303 (RFC 9700, section 4.12). */
@Controller('auth/web')
@UseFilters(SignInProblemFilter)
export class SignInController {
  readonly #signIn: SignInService;
  readonly #transactions: LoginTransactionCookies;
  readonly #sessions: SessionService;
  readonly #users: UserService;

  constructor(
    @Inject(SignInService) signIn: SignInService,
    @Inject(LoginTransactionCookies) transactions: LoginTransactionCookies,
    @Inject(SessionService) sessions: SessionService,
    @Inject(UserService) users: UserService,
  ) {
    this.#signIn = signIn;
    this.#transactions = transactions;
    this.#sessions = sessions;
    this.#users = users;
  }

  /** `GET /auth/web/login?provider&return_to` */
  @Get('login')
  async login(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const parameters = queryOf(request);
    const { transaction, url } = await this.#signIn.start({
      provider: single(parameters, 'provider'),
      returnTo: single(parameters, 'return_to'),
      previousSession: this.#sessions.presented(request),
    });
    this.#transactions.add(request, reply, transaction);
    await reply.redirect(url.href, 303);
  }

  /** `GET /auth/web/callback`: the redirection endpoint. */
  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const parameters = queryOf(request);
    const transaction = this.#take(request, reply, single(parameters, 'state'));
    const proven = await this.#signIn.finish(transaction, parameters);
    const user = await this.#users.signIn(proven.user, proven.provider);
    await this.#sessions.begin(request, { ...proven, user }, transaction.previousSession);
    await reply.redirect(transaction.returnTo, 303);
  }

  #take(request: FastifyRequest, reply: FastifyReply, state: string | undefined): LoginTransaction {
    const transaction =
      state === undefined ? undefined : this.#transactions.take(request, reply, state);
    if (transaction === undefined) {
      throw new ProblemError('login-state-invalid', {
        detail: 'It was not started in this browser, or it was finished before. Start again.',
      });
    }
    if (this.#transactions.isExpired(transaction))
      throw new ProblemError('login-expired', { detail: 'Start again.' });
    return transaction;
  }
}
