import { formatKeyPath, Secret } from '@lockstep/config';
import type { EffectiveValue, KeyPath, ResolvedConfig } from '@lockstep/config';
import { ENVIRONMENTS, isDevelopmentOrTest } from './environment.ts';
import type { EnvironmentName } from './environment.ts';

/**
 * Effective values by key, for rules and derived defaults. A configuration with mistakes has no value for some keys;
 * whoever asks gets `undefined` and says nothing about them, so that all other problems are still reported.
 */
export class SettingsView {
  readonly #values: ReadonlyMap<string, EffectiveValue>;

  constructor(resolved: ResolvedConfig) {
    this.#values = resolved.values;
  }

  get environment(): EnvironmentName | undefined {
    const name = this.text('app.environment');
    return ENVIRONMENTS.find((environment) => environment === name);
  }

  /** The key's value with its provenance. */
  entry(key: string): EffectiveValue | undefined {
    return this.#values.get(key);
  }

  text(key: string): string | undefined {
    const value = this.#values.get(key)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  number(key: string): number | undefined {
    const value = this.#values.get(key)?.value;
    return typeof value === 'number' ? value : undefined;
  }

  flag(key: string): boolean | undefined {
    const value = this.#values.get(key)?.value;
    return typeof value === 'boolean' ? value : undefined;
  }

  texts(key: string): readonly string[] | undefined {
    const value = this.#values.get(key)?.value;
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
  }

  /** A secret, or the secrets of a list; empty when there is none. */
  secrets(key: string): readonly Secret[] {
    const value = this.#values.get(key)?.value;
    return [value ?? []].flat().filter((item) => item instanceof Secret);
  }

  /** Keys and values of everything that the schema marks as secret. */
  secretEntries(): readonly (readonly [string, EffectiveValue])[] {
    return [...this.#values].filter(([, effective]) => effective.secret);
  }

  /** Names of the tables below a map such as `oidc.providers`. */
  tableNames(prefix: KeyPath): readonly string[] {
    const names = [...this.#values.values()]
      .map(({ path }) => path)
      .filter((path) => path.length > prefix.length + 1)
      .filter((path) => prefix.every((segment, index) => path[index] === segment))
      .map((path) => path[prefix.length]!);
    return [...new Set(names)];
  }

  /** The providers that can be used in this environment, with the prefix of their keys. */
  activeProviders(): readonly { readonly name: string; readonly prefix: string }[] {
    const allowsDevelopmentProviders = isDevelopmentOrTest(this.environment);
    return this.tableNames(['oidc', 'providers'])
      .map((name) => ({ name, prefix: formatKeyPath(['oidc', 'providers', name]) }))
      .filter(({ prefix }) => this.flag(`${prefix}.enabled`) !== false)
      .filter(({ prefix }) => allowsDevelopmentProviders || !this.flag(`${prefix}.dev_only`));
  }
}
