import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors } from 'oidc-provider';
import type { Interaction, Provider } from 'oidc-provider';
import { html } from '../pages/html.ts';
import { findAccount } from './accounts.ts';
import { interactionPage } from './interaction-page.ts';
import { page, sendPage } from './page.ts';

const INTERACTION = /^\/interaction\/([\w-]{1,64})$/u;
const BODY_LIMIT = 4096;

/**
 * Answers the requests of the sign-in page.
 *
 * @returns whether the request was one of them
 */
export async function handleInteraction(
  provider: Provider,
  users: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const uid = INTERACTION.exec(request.url ?? '')?.[1];
  if (uid === undefined) return false;
  try {
    const interaction = await provider.interactionDetails(request, response);
    await answer({ provider, users, interaction }, request, response);
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    sendPage(
      response,
      400,
      page('This sign-in is over', html`<p>Go back to the application and start again.</p>`),
    );
  }
  return true;
}

interface Step {
  readonly provider: Provider;
  readonly users: readonly string[];
  readonly interaction: Interaction;
}

async function answer(
  step: Step,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { provider, users, interaction } = step;
  if (interaction.prompt.name === 'consent') {
    const consent = { grantId: await grantEverything(step) };
    await provider.interactionFinished(request, response, { consent });
    return;
  }
  if (request.method !== 'POST') {
    sendPage(response, 200, interactionPage({ uid: interaction.uid, users }));
    return;
  }
  const form = await readForm(request);
  if (form.has('cancel')) {
    const refusal = { error: 'access_denied', error_description: 'The user cancelled the sign-in' };
    await provider.interactionFinished(request, response, refusal);
    return;
  }
  const user = (form.get('user') ?? '').trim().toLowerCase();
  if (findAccount(users, user) === undefined) {
    sendPage(response, 400, interactionPage({ uid: interaction.uid, users, unknown: user }));
    return;
  }
  await provider.interactionFinished(request, response, {
    login: { accountId: user },
    select_account: {},
  });
}

/** Consent is given without asking: the only client is this server. */
async function grantEverything({ provider, interaction }: Step): Promise<string> {
  const { session, params, prompt, grantId } = interaction;
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant =
    known ??
    new provider.Grant({
      accountId: session?.accountId ?? '',
      clientId: String(params['client_id']),
    });
  const { missingOIDCScope: scopes, missingResourceScopes: resources } = prompt.details;
  if (Array.isArray(scopes)) grant.addOIDCScope(scopes.join(' '));
  for (const [resource, names] of Object.entries(resources ?? {})) {
    if (Array.isArray(names)) grant.addResourceScope(resource, names.join(' '));
  }
  return grant.save();
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
