import { provenanceText } from '@lockstep/config';
import type { ConfigSchema, EffectiveValue, KeyPath, Setting } from '@lockstep/config';
import { shownKey } from '../render/anchors.ts';
import { environmentName } from '../render/environment-name.ts';
import type { InlineNode } from '../render/inline.ts';
import { isHidden, shownValue } from '../render/shown-value.ts';
import type { Source } from '../sources/source.ts';
import { environmentForm } from './environment-form.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';

/** All that is known about one key, in a form that any output can write; nothing in it is secret. */
export interface KeyFacts {
  readonly path: KeyPath;
  /** As pages write it, with `NAME` for the name of a table in a map. */
  readonly key: string;
  /** `undefined` without a schema. */
  readonly setting: Setting | undefined;
  /** One value for an ordinary key, one for each table of a map, none when it is not set. */
  readonly values: readonly ValueFacts[];
  readonly variable: string | undefined;
  /** What sets that variable to the effective value (`SESSION_TIMEOUT=30m`), where that may be shown. */
  readonly assignment: string | undefined;
  readonly evidence: Evidence | undefined;
}

/** One effective value and where it comes from. */
export interface ValueFacts {
  /** The concrete key. */
  readonly key: string;
  readonly shown: readonly InlineNode[];
  /** The text it was read from, where that is not what is shown. */
  readonly written: string | undefined;
  /** `app.ini:12:1`, the name of a variable, or `default`. */
  readonly from: string;
  /** The old name that it was set by. */
  readonly alias: string | undefined;
  /** Lower layers that set it too, nearest first. */
  readonly shadowed: readonly string[];
}

/** The facts of every setting of a source's schema, in the schema's order. */
export function collectFacts(
  source: Source,
  schema: ConfigSchema,
  evidence: EvidenceTable,
): readonly KeyFacts[] {
  return schema.settings.map((setting) => factsOf(source, setting.path, setting, evidence));
}

/** The facts of one key; a path with `*` collects the values of all tables of the map. */
export function factsOf(
  source: Source,
  path: KeyPath,
  setting: Setting | undefined,
  evidence: EvidenceTable = new Map(),
): KeyFacts {
  const values = [...source.resolved.values.values()].filter((value) => matches(value.path, path));
  const key = shownKey(path);
  const variable = setting && environmentName(setting, path);
  return {
    path,
    key,
    setting,
    values: values.map((value) => toValueFacts(value, source)),
    variable,
    assignment: variable === undefined ? undefined : assignmentOf(values, path, variable, source),
    evidence:
      evidence.get(key) ??
      evidence.get(path.join('.')) ??
      evidence.get((setting?.path ?? path).join('.')),
  };
}

function assignmentOf(
  values: readonly EffectiveValue[],
  path: KeyPath,
  variable: string,
  { redactor }: Source,
): string | undefined {
  const [value] = values;
  // Setting a planned key is an error, and the variable of a map stands for as many as it has tables.
  if (!value || value.setting?.planned || path.includes('*')) return undefined;
  return environmentForm(value, variable, redactor);
}

function toValueFacts(effective: EffectiveValue, { redactor }: Source): ValueFacts {
  const { path, provenance, shadowed, source } = effective;
  const shown = shownValue(effective, redactor);
  const isScalar = provenance.layer !== 'default' && !Array.isArray(effective.value);
  const hasText = isScalar && source !== '' && !isHidden(effective, redactor);
  const text = hasText ? redactor.valueText(path, source) : undefined;
  const written = text === shown.map((node) => node.text).join('') ? undefined : text;
  return {
    key: path.join('.'),
    shown,
    written,
    from: provenanceText(provenance),
    alias: provenance.layer === 'file' ? provenance.alias : undefined,
    shadowed: shadowed.map(provenanceText),
  };
}

function matches(path: KeyPath, pattern: KeyPath): boolean {
  return (
    path.length === pattern.length &&
    pattern.every((segment, index) => segment === '*' || segment === path[index])
  );
}
