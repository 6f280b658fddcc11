import { fileURLToPath } from 'node:url';
import { parseKeyPath } from '@lockstep/config';
import type { EffectiveValue, ResolvedConfig, Value } from '@lockstep/config';
import { SettingsView } from './settings-view.ts';

const BUILT_SITE = fileURLToPath(new URL('../../../docs-site/build', import.meta.url));

interface DerivedDefault {
  readonly key: string;
  /** `undefined` when what it derives from is missing or wrong. */
  readonly derive: (view: SettingsView, port: number | undefined) => Value | undefined;
}

/** In order: later ones may build on earlier ones. */
const DERIVED_DEFAULTS: readonly DerivedDefault[] = [
  {
    key: 'app.public_url',
    derive: (view, port) => {
      const chosen = port ?? view.number('app.port');
      return chosen === undefined ? undefined : `http://127.0.0.1:${chosen}`;
    },
  },
  {
    key: 'app.allowed_hosts',
    derive: (view) => {
      const publicUrl = view.text('app.public_url') ?? '';
      return URL.canParse(publicUrl) ? [new URL(publicUrl).host] : undefined;
    },
  },
  {
    key: 'security.require_https',
    derive: (view) => {
      const isHttps = view.text('app.public_url')?.startsWith('https:') ?? false;
      return view.environment !== 'development' && isHttps;
    },
  },
  { key: 'docs.dir', derive: () => BUILT_SITE },
];

/**
 * Fills in the defaults that depend on other keys (`x-default` in the catalogue says how).
 *
 * @param port the port that the system chose for `app.port = 0`
 */
export function withDerivedDefaults(resolved: ResolvedConfig, port?: number): ResolvedConfig {
  const values = new Map(resolved.values);
  const filled = { ...resolved, values };
  const view = new SettingsView(filled);
  for (const { key, derive } of DERIVED_DEFAULTS) {
    const value = values.has(key) ? undefined : derive(view, port);
    if (value !== undefined) values.set(key, effectiveDefault(resolved, key, value));
  }
  return filled;
}

function effectiveDefault(resolved: ResolvedConfig, key: string, value: Value): EffectiveValue {
  const path = parseKeyPath(key) ?? [];
  return {
    path,
    value,
    source: String(value),
    provenance: { layer: 'default' },
    shadowed: [],
    secret: false,
    setting: resolved.schema?.find(path),
    entries: [],
  };
}
