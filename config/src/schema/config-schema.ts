import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import type { Alias, BareUnit, Json, JsonSchema, Unit } from './json-schema.ts';
import type { SchemaNode } from './schema-node.ts';

/** What a value is, as a reader of the documentation would say it. */
export type SettingType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'enum'
  | 'duration'
  | 'size'
  | 'url'
  | 'host'
  | 'cidr'
  | 'list';

/** One key that can be set: a leaf of the schema. */
export interface Setting {
  /** Key path; `*` stands for the name of a table in a map (`oidc.providers.*.issuer`). */
  readonly path: KeyPath;
  readonly type: SettingType;
  /** For lists, the type of their items. */
  readonly itemType?: SettingType | undefined;
  readonly unit?: Unit | undefined;
  readonly values?: readonly Json[] | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** In the setting's own unit and type; `undefined` when there is none. */
  readonly default?: Json | undefined;
  /** How a missing default is derived, in words. */
  readonly defaultNote?: string | undefined;
  readonly required: boolean;
  readonly secret: boolean;
  readonly env?: string | undefined;
  readonly aliases: readonly Alias[];
  readonly examples: readonly Json[];
  readonly deprecated: boolean;
  /** Path of the key to use instead of a deprecated one. */
  readonly replacedBy?: string | undefined;
  /** `true` when nothing reads the key yet. */
  readonly planned: boolean;
  /** Values that are declared but not built yet. */
  readonly plannedValues: readonly Json[];
  readonly security?: string | undefined;
  readonly standards: readonly string[];
  /** Why no server enforces it; `undefined` when the server does. */
  readonly advice?: string | undefined;
  /** The bounds in words: "1 to 65535", "at least 32 characters". */
  readonly constraint?: string | undefined;
  /** The leaf's own schema, for validation. */
  readonly schema: JsonSchema;
}

/** A table of the schema: an object with settings below it. */
export interface SectionInfo {
  /** `*` stands for the name of a table in a map. */
  readonly path: KeyPath;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** A schema ready for use; made by `compileSchema`. */
export interface ConfigSchema {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly json: JsonSchema;
  /** The same settings and sections as a tree. */
  readonly root: SchemaNode;
  readonly settings: readonly Setting[];
  readonly sections: readonly SectionInfo[];
  /** What is wrong with the schema itself; errors here stop everything. */
  readonly problems: readonly Problem[];
  /** The setting for a concrete path (`oidc.providers.main.issuer`), by its own name, never by an alias. */
  find(path: KeyPath): Setting | undefined;
  /** The setting that an old name stands for, and the unit that the old name counts in. */
  findAlias(path: KeyPath): AliasTarget | undefined;
  /** Whether the path is a table (`security.session`, `oidc.providers.main`). */
  isSection(path: KeyPath): boolean;
  /** Whether old names lie below the path, so that a file may still have it as a section. */
  wasSection(path: KeyPath): boolean;
  /** The valid key path nearest to a wrong one. */
  nearest(path: KeyPath): string | undefined;
}

/** Where an alias leads. */
export interface AliasTarget {
  readonly setting: Setting;
  /** The concrete new path. */
  readonly path: KeyPath;
  readonly unit?: BareUnit | undefined;
}
