/** A JSON value. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The unit of a number; durations and sizes may also be written with a suffix (`30m`, `10MB`). */
export type Unit = 'seconds' | 'milliseconds' | 'bytes' | 'count';

/** Units that a bare number of an old name may count in. */
export type BareUnit = Unit | 'minutes' | 'hours' | 'days';

/** An old name of a key; `unit` converts a bare number of that unit into the key's own (`window_ms`). */
export type Alias = string | { readonly key: string; readonly unit: BareUnit };

/** The annotations that Lockstep adds to JSON Schema 2020-12. All are optional; other tools ignore them. */
export interface Annotations {
  readonly 'x-unit'?: Unit;
  /** The value is never printed by anything. */
  readonly 'x-secret'?: boolean;
  /** Environment variable that overrides the key. In a map of named tables `NAME` stands for the upper-cased name. */
  readonly 'x-env'?: string;
  /** Old key paths, read with a deprecation note. */
  readonly 'x-aliases'?: readonly Alias[];
  /** Path of the key to use instead of a `deprecated` one. */
  readonly 'x-replaced-by'?: string;
  /** What goes wrong when it is set badly. */
  readonly 'x-security'?: string;
  /** Requirements it serves, such as `ASVS 5.0 7.3.1`. */
  readonly 'x-standards'?: readonly string[];
  /** `server` (the default), or `advice` with the reason why no server enforces it. */
  readonly 'x-enforced'?: 'server' | { readonly advice: string };
  /** `true`: nothing reads the key yet, setting it is an error. A list: only these values are planned. */
  readonly 'x-planned'?: true | readonly Json[];
  /** How a missing default is derived, in words: "the host of `app.public_url`". */
  readonly 'x-default'?: string;
}

/** A JSON Schema 2020-12 object with {@link Annotations}. Only what the reader looks at is named here. */
export interface JsonSchema extends Annotations {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly deprecated?: boolean;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly format?: string;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
}
