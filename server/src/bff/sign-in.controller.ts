import { Controller, Get, Inject, Req, Res, UseFilters } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';
import type { LoginTransaction } from '../oidc/login-transaction.ts';
import { LoginTransactionCookies } from '../oidc/login-transaction.cookies.ts';
import { SignInService } from '../oidc/sign-in.service.ts';
import { isForPeople, sendPage } from '../pages/send-page.ts';
import { SessionService } from '../session/session.service.ts';
import type { Settings } from '../settings/index.ts';
import { defaultProvider, enabledProviders } from '../settings/providers.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { UserService } from '../users/user.service.ts';
import { queryOf, single, targetOf } from './query.ts';
import { renderSignInChoice } from './sign-in-choice.page.ts';
import { SignInFailure } from './sign-in-failure.ts';
import { SignInProblemFilter } from './sign-in-problem.filter.ts';
import { GET_ALONE, refuseUnmeant } from './unmeant-request.ts';

/** Leads browsers to a provider and back. Both redirects are 303 (RFC 9700, section 4.12). */
@Controller('auth/web')
@UseFilters(SignInProblemFilter)
export class SignInController {
  readonly #signIn: SignInService;
  readonly #transactions: LoginTransactionCookies;
  readonly #sessions: SessionService;
  readonly #users: UserService;
  readonly #settings: Settings;

  constructor(
    @Inject(SignInService) signIn: SignInService,
    @Inject(LoginTransactionCookies) transactions: LoginTransactionCookies,
    @Inject(SessionService) sessions: SessionService,
    @Inject(UserService) users: UserService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#signIn = signIn;
    this.#transactions = transactions;
    this.#sessions = sessions;
    this.#users = users;
    this.#settings = settings;
  }

  /** `GET /auth/web/login?provider&return_to`; people who have a choice of providers and name none get it as a page. */
  @Get('login')
  @RouteConfig(GET_ALONE)
  async login(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    refuseUnmeant(request);
    const parameters = queryOf(request);
    const [provider, returnTo] = [single(parameters, 'provider'), single(parameters, 'return_to')];
    const choices = provider === undefined ? choicesOf(this.#settings) : [];
    if (choices.length > 0 && isForPeople(request)) {
      const page = renderSignInChoice(choices, returnTo, this.#settings.app.name);
      return sendPage(reply, page);
    }
    await SignInFailure.of({ provider, returnTo }, async () => {
      const previousSession = this.#sessions.presented(request);
      const start = { provider, returnTo, previousSession };
      const { transaction, url } = await this.#signIn.start(start);
      this.#transactions.add(request, reply, transaction);
      await reply.redirect(url.href, 303);
    });
  }

  /**
   * `GET /auth/web/callback[/:provider]`: the redirection endpoint, and those of providers with `own_callback`. Responses
   * come in the query; `form_post` is never asked for, and a POST is 405.
   */
  @Get(['callback', 'callback/:provider'])
  @RouteConfig(GET_ALONE)
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    refuseUnmeant(request);
    const parameters = queryOf(request);
    const transaction = this.#take(request, reply, single(parameters, 'state'));
    await SignInFailure.of(transaction, async () => {
      if (this.#transactions.isExpired(transaction)) {
        throw new ProblemError('login-expired', { detail: 'Start again.' });
      }
      const proven = await this.#signIn.finish(transaction, targetOf(request));
      const user = await this.#users.signIn(proven.user, proven.provider);
      await this.#sessions.begin(request, { ...proven, user }, transaction.previousSession);
      await reply.redirect(transaction.returnTo, 303);
    });
  }

  #take(request: FastifyRequest, reply: FastifyReply, state: string | undefined): LoginTransaction {
    const transaction =
      state === undefined ? undefined : this.#transactions.take(request, reply, state);
    if (transaction === undefined) {
      throw new ProblemError('login-state-invalid', {
        detail: 'It was not started in this browser, or it was finished before. Start again.',
      });
    }
    return transaction;
  }
}

/** The providers to choose from, when a sign-in that names none has no default. */
function choicesOf(settings: Settings): readonly string[] {
  return defaultProvider(settings) === undefined ? enabledProviders(settings) : [];
}
