import { isDevelopmentOrTest } from './environment.ts';
import type { ProviderSettings, Settings } from './settings.ts';

/** Path of the redirection endpoint, and the beginning of those that providers have of their own. */
const CALLBACK_PATH = '/auth/web/callback';

/** The names of the providers that people can sign in with, in the order of the configuration. */
export function enabledProviders(settings: Settings): readonly string[] {
  const allowsDevelopmentProviders = isDevelopmentOrTest(settings.app.environment);
  return Object.entries(settings.oidc.providers)
    .filter(([, { enabled, dev_only: isDevOnly }]) => {
      return enabled && (!isDevOnly || allowsDevelopmentProviders);
    })
    .map(([name]) => name);
}

/** The provider of a sign-in that names none: `oidc.default_provider`, or the only enabled one. */
export function defaultProvider(settings: Settings): string | undefined {
  const { default_provider: configured } = settings.oidc;
  if (configured !== undefined) return configured;
  const [only, ...others] = enabledProviders(settings);
  return others.length === 0 ? only : undefined;
}

/** The settings of an enabled provider; `undefined` for every other name. */
export function findProvider(settings: Settings, name: string): ProviderSettings | undefined {
  return enabledProviders(settings).includes(name) ? settings.oidc.providers[name] : undefined;
}

/** The redirect URI that is registered at a provider: the common one, or its own with `own_callback`. */
export function redirectUri({ app, oidc }: Settings, name: string): URL {
  const isOwn = oidc.providers[name]?.own_callback === true;
  const path = isOwn ? `${CALLBACK_PATH}/${encodeURIComponent(name)}` : CALLBACK_PATH;
  return new URL(path, app.public_url);
}
