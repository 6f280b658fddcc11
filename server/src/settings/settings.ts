import type { z } from 'zod';
import type { catalogue } from './catalogue.ts';

type Declared = z.output<typeof catalogue>;

/** Keys whose default depends on other keys; `loadSettings` has filled them in. */
interface Derived {
  readonly app: { readonly public_url: string; readonly allowed_hosts: readonly string[] };
  readonly security: { readonly require_https: boolean };
  readonly docs: { readonly dir: string };
}

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends Record<string, unknown>
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/**
 * The effective settings. Durations are seconds (`redis.*_timeout` milliseconds), sizes bytes, secrets wrapped. Read a
 * key where it takes effect: reads are recorded, and a key that nothing reads does not ship.
 */
export type Settings = DeepReadonly<Declared> & Derived;

/** One `[oidc.providers.NAME]` table. */
export type ProviderSettings = Settings['oidc']['providers'][string];
