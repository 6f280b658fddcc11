import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import type { Logger } from 'pino';
import * as z from 'zod';
import { EPHEMERAL_STORE } from '../kernel/ephemeral.store.ts';
import type { EphemeralStore } from '../kernel/ephemeral.store.ts';
import { ifSoon } from '../kernel/if-soon.ts';
import { deriveKeys } from '../kernel/key-ring.ts';
import type { KeyRing } from '../kernel/key-ring.ts';
import { randomId } from '../kernel/random.ts';
import { seal, unseal } from '../kernel/sealed-box.ts';
import { sha256 } from '../kernel/sha256.ts';
import { LOGGER } from '../logging/logger.token.ts';
import type { SessionRecord } from '../session/session-record.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { toProviderProblem } from './provider-errors.ts';
import { ProviderRegistry } from './provider-registry.ts';

/** Longer URLs fail at proxies and providers: a form is posted instead (RP-Initiated Logout 1.0, section 2). */
const MAX_URL = 4000;
/** How long the page with that form can be asked for, in milliseconds. */
const FORM_LIFETIME = 2 * 60 * 1000;
/** How long signing out waits for what the provider and the store add to it, in milliseconds: longer than for discovery. */
const PATIENCE = 4000;
const CONTINUE_PATH = '/auth/web/logout/continue';
const TICKET = /^[\w-]{43}$/u;

const formSchema = z.object({ action: z.string(), fields: z.record(z.string(), z.string()) });

/** A form that a browser posts to a provider. */
export interface LogoutForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Signing out at the provider too, once the session here has ended: none of it can fail that. */
@Injectable()
export class ProviderLogoutService {
  readonly #providers: ProviderRegistry;
  readonly #forms: EphemeralStore;
  readonly #settings: Settings;
  readonly #logger: Logger;
  readonly #keys: KeyRing;

  constructor(
    @Inject(ProviderRegistry) providers: ProviderRegistry,
    @Inject(EPHEMERAL_STORE) forms: EphemeralStore,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#providers = providers;
    this.#forms = forms;
    this.#settings = settings;
    this.#logger = logger;
    this.#keys = deriveKeys(settings.security.secret_keys, 'logout form');
  }

  /**
   * Where the browser signs out at the provider too (OpenID Connect RP-Initiated Logout 1.0): at the provider, or, when
   * that address is too long for a redirect, at a page of this server that posts a form there. `undefined` when the
   * provider has no such page or cannot be asked, or not soon.
   */
  async urlFor(session: SessionRecord): Promise<string | undefined> {
    return ifSoon(this.#findUrl(session), PATIENCE);
  }

  async #findUrl(session: SessionRecord): Promise<string | undefined> {
    try {
      const { configuration } = await this.#providers.find(session.provider);
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      const { idToken } = session.tokens;
      const url = client.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: new URL('/', this.#settings.app.public_url).href,
        ...(idToken === undefined ? {} : { id_token_hint: idToken }),
      });
      return url.href.length <= MAX_URL ? url.href : await this.#keepForm(url);
    } catch (error) {
      this.#tell('the provider was not asked to sign out', session, error);
      return undefined;
    }
  }

  /** The form of a page that {@link urlFor} named; it is given out once. */
  async takeForm(ticket: string | undefined): Promise<LogoutForm | undefined> {
    if (ticket === undefined || !TICKET.test(ticket)) return undefined;
    const sealed = await this.#forms.take(formName(ticket));
    const text = sealed === undefined ? undefined : unseal(this.#keys, sealed, ticket);
    return text === undefined ? undefined : formSchema.safeParse(JSON.parse(text)).data;
  }

  /** Tells the provider that the refresh tokens are of no use any more (RFC 7009); nobody waits for its answer. */
  revokeTokens(sessions: readonly SessionRecord[]): void {
    for (const session of sessions) void this.#revoke(session);
  }

  async #revoke(session: SessionRecord): Promise<void> {
    const { refreshToken } = session.tokens;
    if (refreshToken === undefined) return;
    try {
      const { configuration } = await this.#providers.find(session.provider);
      if (configuration.serverMetadata().revocation_endpoint === undefined) return;
      const hint = { token_type_hint: 'refresh_token' };
      await client.tokenRevocation(configuration, refreshToken, hint);
    } catch (error) {
      this.#tell('the refresh token was not revoked', session, error);
    }
  }

  /** The form holds the ID token: the store gets it encrypted, with a key that it does not have. */
  async #keepForm(url: URL): Promise<string> {
    const ticket = randomId();
    const form = {
      action: `${url.origin}${url.pathname}`,
      fields: Object.fromEntries(url.searchParams),
    };
    const sealed = seal(this.#keys, JSON.stringify(form), ticket);
    await this.#forms.put(formName(ticket), sealed, FORM_LIFETIME);
    const target = new URL(CONTINUE_PATH, this.#settings.app.public_url);
    target.searchParams.set('ticket', ticket);
    return target.href;
  }

  #tell(message: string, { handle, provider }: SessionRecord, error: unknown): void {
    const err = errorOf(error);
    const record = { event: 'provider_logout_fail', session: handle, provider, err };
    this.#logger.warn(record, message);
  }
}

function errorOf(error: unknown): unknown {
  try {
    return toProviderProblem(error).cause;
  } catch {
    return error;
  }
}

/** The store learns no ticket: whoever reads it cannot ask for the page. */
function formName(ticket: string): string {
  return `form:${sha256(ticket)}`;
}
