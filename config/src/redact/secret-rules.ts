import { isMatch } from 'matcher';
import type { Entry } from '../document/document.ts';
import { formatKeyPath, type KeyPath } from '../document/key-path.ts';
import { nearestName } from '../document/nearest.ts';
import type { ConfigSchema, Setting } from '../schema/config-schema.ts';
import { coversAll, mergeCuts } from './cuts.ts';
import { isHarmlessValue, isSecretName, isSecretSection } from './secret-names.ts';
import { valueShapeCuts } from './secret-shapes.ts';

/**
 * Decides whether the value of a key is secret. In order: the schema's word, configured globs, the value's shape, the
 * key's name. The schema's word "not secret" on a known key overrules the name only.
 */
export class SecretRules {
  readonly schema: ConfigSchema | undefined;
  readonly #globs: readonly string[];
  readonly #secretNames: ReadonlySet<string>;
  readonly #decided = new WeakMap<Entry, boolean>();

  /**
   * @param schema the schema, where there is one
   * @param globs globs (`*`) of formatted key paths
   */
  constructor(schema: ConfigSchema | undefined, globs: readonly string[]) {
    this.schema = schema;
    this.#globs = globs;
    const secrets = schema?.settings.filter((setting) => setting.secret) ?? [];
    this.#secretNames = new Set(
      secrets.map(({ path }) => path.at(-1) ?? '').filter((name) => name !== '*'),
    );
  }

  /** Whether the whole value of a key is secret; a URL with a password in it is not, its password is. */
  isSecret(path: KeyPath, text: string): boolean {
    if (text === '') return false;
    if (this.#isSecretSetting(path) || this.#isConfigured(path)) return true;
    if (coversAll(text, mergeCuts(valueShapeCuts(text)))) return true;
    return !this.isKnown(path) && !isHarmlessValue(text) && this.#isSecretByName(path);
  }

  /** {@link isSecret} for an entry of a document; decided once. */
  isSecretEntry(entry: Entry): boolean {
    const decided = this.#decided.get(entry);
    if (decided !== undefined) return decided;
    const isSecret = this.isSecret(entry.path, entry.value.text);
    this.#decided.set(entry, isSecret);
    return isSecret;
  }

  /** Whether the schema has a setting of this name, old names included. */
  isKnown(path: KeyPath): boolean {
    return this.#find(path) !== undefined;
  }

  /** Whether an unknown name is near enough to one of the schema to be a slip. */
  isLikeKnown(path: KeyPath): boolean {
    return this.schema?.nearest(path) !== undefined;
  }

  #find(path: KeyPath): Setting | undefined {
    return this.schema?.find(path) ?? this.schema?.findAlias(path)?.setting;
  }

  /** Also a key below a secret one, which is what a table in place of a secret looks like. */
  #isSecretSetting(path: KeyPath): boolean {
    return path.some((_, index) => this.#find(path.slice(0, index + 1))?.secret === true);
  }

  #isConfigured(path: KeyPath): boolean {
    return (
      this.#globs.length > 0 && isMatch(formatKeyPath(path), this.#globs, { caseSensitive: true })
    );
  }

  /** The name speaks of a secret, stands in a section of secrets, or is a slip for a secret setting's name. */
  #isSecretByName(path: KeyPath): boolean {
    const name = path.at(-1) ?? '';
    const isBelowSecrets = path.slice(0, -1).some((section) => isSecretSection(section, name));
    return isSecretName(name) || isBelowSecrets || this.#isSlip(path);
  }

  /** A slip for the name of a secret setting or of a section with one in it, or a value where a section should be. */
  #isSlip(path: KeyPath): boolean {
    if (!this.schema) return false;
    if (this.schema.isSection(path)) return true;
    if (path.some((segment) => nearestName(segment, this.#secretNames) !== undefined)) return true;
    const nearest = this.schema.nearest(path);
    return this.schema.settings.some(
      (setting) => setting.secret && formatKeyPath(setting.path) === nearest,
    );
  }
}
