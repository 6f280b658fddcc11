import type { startDevIdp } from './start-dev-idp.ts';

/** The part of the provider's module that is used from outside. */
interface DevIdpModule {
  readonly startDevIdp: typeof startDevIdp;
}

/** What `oidc-provider` writes when it is loaded on Node 20. It has no switch for it. */
const WARNING = 'oidc-provider WARNING: Unsupported runtime. ';

let loading: Promise<DevIdpModule> | undefined;

/**
 * Loads the embedded provider when it is first used: a production server has none in memory. The warning of
 * `oidc-provider` about the version of Node is left out, because the embedded provider is tested on every version that
 * this server supports; every other warning is written as ever.
 */
export function loadDevIdp(): Promise<DevIdpModule> {
  loading ??= withoutRuntimeWarning(() => import('./start-dev-idp.ts'));
  return loading;
}

async function withoutRuntimeWarning<Module>(load: () => Promise<Module>): Promise<Module> {
  const { warn } = console;
  console.warn = (...parts: readonly unknown[]): void => {
    if (!String(parts[0]).includes(WARNING)) warn.apply(console, [...parts]);
  };
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}
