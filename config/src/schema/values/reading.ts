import type { BareUnit, Json, JsonSchema, Unit } from '../json-schema.ts';
import type { SettingType } from '../config-schema.ts';

/** A value without structure. */
export type Plain = string | number | boolean;

/** Whether something is a value without structure. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What one value (a setting, or one item of a list) must be. */
export interface ScalarKind {
  readonly type: SettingType;
  /** Unit of the value for durations and sizes. */
  readonly unit?: Unit | undefined;
  readonly values?: readonly Json[] | undefined;
  readonly schema: JsonSchema;
}

/** The value that a text stands for, or what was expected in words ("a whole number"). */
export type Reading = { readonly value: Plain } | { readonly expected: string };

/** Reads the text of one value. `bareUnit` is what a number without suffix counts in, when not the kind's own unit. */
export type ScalarReader = (text: string, kind: ScalarKind, bareUnit?: BareUnit) => Reading;
