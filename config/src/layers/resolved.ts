import type { ConfigDocument, Entry } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Position } from '../document/position.ts';
import type { Problem } from '../document/problem.ts';
import type { ConfigSchema, Setting } from '../schema/config-schema.ts';
import type { Secret } from '../schema/secret.ts';

/** A typed value: what the schema makes of the text. Secrets are wrapped. Without a schema, everything is text. */
export type Value = string | number | boolean | Secret | readonly Value[];

/** Where a value comes from. */
export type Provenance =
  | { readonly layer: 'default' }
  | {
      readonly layer: 'file';
      readonly file: string;
      readonly position: Position;
      /** Environment variables that `${…}` references in the value were filled from. */
      readonly references: readonly string[];
      /** The old name it was set by, when it was set by one. */
      readonly alias?: string | undefined;
    }
  | { readonly layer: 'env'; readonly variable: string };

/** The value that wins for one key. */
export interface EffectiveValue {
  readonly path: KeyPath;
  readonly value: Value;
  /** The text that the value was read from (`30m`), references unresolved; never the text of a secret. */
  readonly source: string;
  readonly provenance: Provenance;
  /** Where lower layers set it too, nearest first. */
  readonly shadowed: readonly Provenance[];
  readonly secret: boolean;
  readonly setting?: Setting | undefined;
  /** The entries in the winning file. */
  readonly entries: readonly Entry[];
}

/** Environment variables, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What {@link ResolvedConfig} is made from. */
export interface ResolveOptions {
  readonly documents: readonly ConfigDocument[];
  readonly schema?: ConfigSchema | undefined;
  /**
   * The environment, for variables that override keys (`x-env`) and for `${VAR}` references. Leave it out to read
   * defaults and files alone, as documentation builds do: references then stay as written.
   */
  readonly env?: Environment | undefined;
  /** Whether every required key must be set. Documentation of a part of a configuration leaves it off. @default true */
  readonly complete?: boolean | undefined;
}

/** All layers, merged. Made by `resolveConfig`. */
export interface ResolvedConfig {
  readonly documents: readonly ConfigDocument[];
  readonly schema?: ConfigSchema | undefined;
  /** Effective values by formatted key path, in schema order, then file order. */
  readonly values: ReadonlyMap<string, EffectiveValue>;
  readonly problems: readonly Problem[];
}
